# SPDX-License-Identifier: MIT
"""The words in which the dashboards are written, and how they become Grafana's JSON (schema version 42).

Panels flow from left to right within their row; `width` counts 24ths of a line, `height` lines of 30 pixels. Two
abbreviations save repetition in PromQL: `@` at the beginning of labels is the selected replicas, `[R]` the time over
which Grafana wants rates. Every panel has a sentence that says what it shows, which Grafana shows as its tooltip."""

PROMETHEUS = {"type": "prometheus", "uid": "prometheus"}
LOKI = {"type": "loki", "uid": "loki"}
POSTGRESQL = {"type": "grafana-postgresql-datasource", "uid": "postgresql"}

GREEN, YELLOW, RED, BLUE = "green", "yellow", "red", "blue"
TOOLTIP = {"mode": "multi", "sort": "desc"}


# --- queries ---


def prom(expression, legend="", **more):
    """Values over time."""
    expression = expression.replace("{@", '{instance=~"$instance"').replace("[R]", "[$__rate_interval]")
    return {"datasource": PROMETHEUS, "editorMode": "code", "expr": expression, "legendFormat": legend or "__auto",
            "range": True, **more}


def now(expression, legend=""):
    """The values of now, as a table."""
    return prom(expression, legend, range=False, instant=True, format="table")


def sql(text, form="table"):
    return {"datasource": POSTGRESQL, "editorMode": "code", "format": form, "rawQuery": True,
            "rawSql": " ".join(text.split())}


def loki(expression, **more):
    return {"datasource": LOKI, "editorMode": "code", "expr": expression, "queryType": "range", **more}


# --- panels ---


def thresholds(first, *steps):
    """A colour, then (value, colour) from which on another one holds."""
    return {"mode": "absolute",
            "steps": [{"color": first, "value": None}] + [{"color": color, "value": value} for value, color in steps]}


def panel(kind, title, description, queries, *, width, height, options, unit=None, limits=None, custom=None,
          overrides=(), transformations=(), **defaults):
    """`defaults` are fields of Grafana's fieldConfig.defaults, such as min and max."""
    queries = queries if isinstance(queries, (list, tuple)) else [queries]
    if unit:
        defaults["unit"] = unit
    if limits:
        defaults["thresholds"] = limits
    if custom:
        defaults["custom"] = custom
    made = {"type": kind, "title": title, "description": description, "width": width, "height": height,
            "fieldConfig": {"defaults": defaults, "overrides": list(overrides)}, "options": options}
    if queries:
        made["datasource"] = queries[0]["datasource"]
        made["targets"] = [{"refId": chr(ord("A") + number), **query} for number, query in enumerate(queries)]
    if transformations:
        made["transformations"] = list(transformations)
    return made


def lines(title, description, *queries, width=8, height=8, stacked=False, line=None, calcs=("mean", "max"), least=0, **more):
    """Lines over time; `line` is a threshold that is drawn, `least` where the axis begins, None: where the values do."""
    custom = {"lineWidth": 1, "fillOpacity": 40 if stacked else 10, "showPoints": "never"}
    if stacked:
        custom["stacking"] = {"mode": "normal", "group": "A"}
    if line is not None:
        custom["thresholdsStyle"] = {"mode": "dashed"}
        more["limits"] = thresholds(GREEN, (line, RED))
    if least is not None:
        more["min"] = least
    legend = {"showLegend": True, "displayMode": "table" if calcs else "list", "placement": "bottom", "calcs": list(calcs)}
    return panel("timeseries", title, description, queries, width=width, height=height, custom=custom,
                 options={"legend": legend, "tooltip": TOOLTIP}, **more)


def columns(title, description, query, *, width=12, height=8, **more):
    """Stacked columns over time, for what is counted by the day."""
    custom = {"drawStyle": "bars", "fillOpacity": 80, "lineWidth": 0, "stacking": {"mode": "normal", "group": "A"}}
    return panel("timeseries", title, description, query, width=width, height=height, custom=custom, min=0, decimals=0,
                 options={"legend": {"showLegend": True, "displayMode": "list", "placement": "bottom", "calcs": ["sum"]},
                          "tooltip": TOOLTIP}, **more)


def _reduced(values=False, fields="", **more):
    return {"reduceOptions": {"calcs": ["lastNotNull"], "fields": fields, "values": values}, **more}


def stat(title, description, query, *, width=4, height=4, limits=None, graph="area", text="auto", fields="", **more):
    """One number, its colour, and how it came to that; `fields` "/.*/" for what is no number."""
    return panel("stat", title, description, query, width=width, height=height, limits=limits or thresholds(BLUE),
                 options=_reduced(fields=fields, colorMode="value", graphMode=graph, textMode=text, justifyMode="center"),
                 **more)


def gauge(title, description, query, *, width=4, height=8, limits, **more):
    return panel("gauge", title, description, query, width=width, height=height, limits=limits, options=_reduced(), **more)


def shares(title, description, query, *, width=6, height=9):
    """A ring of a table of names and numbers."""
    return panel("piechart", title, description, query, width=width, height=height,
                 options=_reduced(values=True, pieType="donut", tooltip={"mode": "single"},
                                  legend={"showLegend": True, "displayMode": "table", "placement": "right",
                                          "values": ["value", "percent"]}))


def bars(title, description, query, *, width=6, height=9, horizontal=True, **more):
    """Bars of a table whose first column has the names."""
    return panel("barchart", title, description, query, width=width, height=height, min=0,
                 options={"orientation": "horizontal" if horizontal else "vertical", "showValue": "auto", "stacking": "none",
                          "legend": {"showLegend": not horizontal, "displayMode": "list", "placement": "bottom"},
                          "tooltip": TOOLTIP}, **more)


def table(title, description, *queries, width=12, height=8, units=None, hidden=(), names=None, sort=None, **more):
    """`units` by column; `hidden` columns; other `names`; `sort` is the column that begins with the largest."""
    overrides = [{"matcher": {"id": "byName", "options": column}, "properties": [{"id": "unit", "value": unit}]}
                 for column, unit in (units or {}).items()]
    transformations = list(more.pop("transformations", ()))
    if hidden or names:
        transformations.append({"id": "organize", "options": {"excludeByName": {name: True for name in hidden},
                                                              "renameByName": names or {}}})
    options = {"showHeader": True, "cellHeight": "sm"}
    if sort:
        options["sortBy"] = [{"displayName": sort, "desc": True}]
    return panel("table", title, description, queries, width=width, height=height, overrides=overrides, options=options,
                 transformations=transformations, custom={"filterable": True}, **more)


def states(title, description, query, *, width=12, height=6, mappings=None, **more):
    """What held from when to when."""
    return panel("state-timeline", title, description, query, width=width, height=height, mappings=mappings or [],
                 custom={"fillOpacity": 70, "lineWidth": 0},
                 options={"mergeValues": True, "showValue": "never", "alignValue": "left", "rowHeight": 0.9,
                          "legend": {"showLegend": True, "displayMode": "list", "placement": "bottom"},
                          "tooltip": {"mode": "single"}}, **more)


def heatmap(title, description, expression, *, width=12, height=8, unit="s"):
    """Of a histogram's buckets."""
    return panel("heatmap", title, description, prom(expression, "{{le}}", format="heatmap"), width=width, height=height,
                 options={"calculate": False, "cellGap": 1, "yAxis": {"unit": unit, "axisPlacement": "left"},
                          "color": {"mode": "scheme", "scheme": "Oranges", "steps": 64, "exponent": 0.5},
                          "tooltip": {"mode": "single", "yHistogram": True}, "legend": {"show": True}})


def logs(title, description, expression, *, width=24, height=10):
    """Lines of logs; open one to see its fields and the link to all lines of the same request. What packaging/alloy keeps
    as structured metadata (status, route, request_id, part) is asked for without parsing a line."""
    return panel("logs", title, description, loki(expression, maxLines=200), width=width, height=height,
                 options={"showTime": True, "showLabels": False, "showCommonLabels": False, "wrapLogMessage": True,
                          "prettifyLogMessage": False, "enableLogDetails": True, "dedupStrategy": "none",
                          "sortOrder": "Descending"})


# On what tells that something failed: to the lines of logs of the time that is shown.
LOGS_OF_THIS_TIME = [{"title": "Logs of this time", "url": "/d/qrgen-redirects?${__url_time_range}"}]

ON_OFF = [{"type": "value", "options": {"1": {"text": "up", "color": GREEN}, "0": {"text": "away", "color": RED}}}]


# --- variables ---


def _variable(name, label, kind, **more):
    return {"name": name, "label": label, "type": kind, **more}


def choice(name, label, source, query, *, everything):
    """Chosen from what a query finds: any number with `everything`, otherwise one."""
    text = {"datasource": source, "refresh": 2, "multi": everything, "includeAll": everything, "query": query}
    if everything:
        text |= {"allValue": ".*", "sort": 1, "current": {"text": ["All"], "value": ["$__all"]}}
    return _variable(name, label, "query", **text)


def labels(name, label, query):
    return choice(name, label, PROMETHEUS, {"query": query, "refId": name}, everything=True)


INSTANCE = labels("instance", "Replica", "label_values(qrgen_build_info, instance)")
REQUEST_ID = _variable("request_id", "Request id", "textbox", query="", current={"text": "", "value": ""})


# --- dashboards ---


def row(title, *panels):
    return title, panels


ANNOTATIONS = [
    {"name": "Alerts", "datasource": PROMETHEUS, "enable": True, "iconColor": RED, "step": "60s",
     "expr": 'ALERTS{alertstate="firing"}', "titleFormat": "{{alertname}}", "textFormat": "{{instance}} {{severity}}"},
    {"name": "Starts", "datasource": PROMETHEUS, "enable": True, "iconColor": BLUE, "step": "60s", "useValueForTime": True,
     "expr": 'process_start_time_seconds{job="qrgen"} * 1000', "titleFormat": "{{instance}} started"},
]


def dashboard(uid, title, description, *rows, variables=(INSTANCE,), since="now-6h", refresh="30s", timezone="browser"):
    """As Grafana reads it from a file."""
    panels, y = [], 0
    for name, of_row in rows:
        panels.append({"id": len(panels) + 1, "type": "row", "title": name, "collapsed": False, "panels": [],
                       "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
        y, x, height = y + 1, 0, 0
        for made in of_row:
            width, lines_high = made.pop("width"), made.pop("height")
            if x + width > 24:
                y, x, height = y + height, 0, 0
            panels.append({"id": len(panels) + 1, "gridPos": {"x": x, "y": y, "w": width, "h": lines_high}, **made})
            x, height = x + width, max(height, lines_high)
        y += height
    return {"uid": uid, "title": title, "description": description, "tags": ["qrgen"], "schemaVersion": 42, "version": 1,
            "editable": False, "graphTooltip": 1, "refresh": refresh, "time": {"from": since, "to": "now"},
            "timezone": timezone, "annotations": {"list": ANNOTATIONS}, "templating": {"list": list(variables)},
            "links": [{"type": "dashboards", "title": "qrgen", "tags": ["qrgen"], "asDropdown": True, "keepTime": True,
                       "includeVars": False, "icon": "external link"}],
            "panels": panels}
