# SPDX-License-Identifier: MIT
"""Scan Analytics: who scans what, from the roll-ups in PostgreSQL. Days are those of UTC, as everywhere in qrgen."""

from model import POSTGRESQL, bars, choice, columns, dashboard, row, shares, sql, stat, table

CODE = choice("code", "Code", POSTGRESQL,
              "SELECT coalesce(nullif(title, ''), short_id) || ' (' || short_id || ')' AS __text, id::text AS __value "
              "FROM qr_codes WHERE qr_type = 'dynamic' AND deleted_at IS NULL ORDER BY last_scan_at DESC NULLS LAST LIMIT 500",
              everything=False)
OF_ALL = "all_scan_days WHERE $__timeFilter(day)"
OF_CODE = "scan_days WHERE qr_code_id = ${code:sqlstring}::uuid AND $__timeFilter(day)"
TIME = "day::timestamp AT TIME ZONE 'UTC' AS time"
PEOPLE = "scans - bots"


def total(title, description, expression, **more):
    return stat(title, description, sql(f"SELECT coalesce(sum({expression}), 0) AS value FROM {OF_ALL}"), decimals=0,
                graph="none", **more)


def by_day(title, description, rows, **more):
    return columns(title, description, sql(
        f"SELECT {TIME}, genuine_scans AS \"of the symbol\", scans - genuine_scans AS \"of the address\" FROM {rows} "
        "ORDER BY 1", "time_series"), **more)


def listed(kind, rows):
    """People's scans by what a roll-up lists. The largest ones; the rest is left out."""
    return sql(f"SELECT names.key AS name, sum(names.value::bigint)::bigint AS scans "
               f"FROM (SELECT lists::json -> '{kind}' AS list FROM {rows}) AS days, json_each_text(days.list) AS names "
               "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12")


def by_hour(rows):
    return sql("SELECT lpad(hour::text, 2, '0') AS hour, coalesce(scans, 0) AS scans "
               "FROM generate_series(0, 23) AS hours (hour) LEFT JOIN ("
               "SELECT quarters.key::int / 4 AS hour, sum((quarters.value ->> 0)::bigint)::bigint AS scans "
               f"FROM (SELECT quarters::json AS of_day FROM {rows}) AS days, json_each(days.of_day) AS quarters GROUP BY 1"
               ") AS counted USING (hour) ORDER BY 1")


DASHBOARD = dashboard(
    "qrgen-scans", "Scan Analytics", "Who scans what. Days are those of UTC; numbers come from the database.",
    row("All codes",
        total("Scans", "All of them, within the days that are shown.", "scans"),
        total("Of printed symbols", "Those that came from a scanned symbol.", "genuine_scans"),
        total("Visitors", "Different people a day and code, added up.", "visitors"),
        total("Bots", "Programs, such as those that show previews of links.", "bots"),
        stat("Codes", "Dynamic codes that exist.",
             sql("SELECT coalesce(sum(dynamic_count), 0) AS value FROM qr_code_counts"), decimals=0, graph="none"),
        stat("Last scan", "When any code was scanned last.",
             sql("SELECT max(last_scan_at) AS value FROM qr_codes"), unit="dateTimeFromNow", graph="none"),
        by_day("Scans by day", "Of the symbol: scanned. Of the address: followed as a link.", OF_ALL),
        columns("People by day", "Visitors are different people; scans are without those of bots.", sql(
            f"SELECT {TIME}, visitors, {PEOPLE} - visitors AS \"further scans\" FROM {OF_ALL} ORDER BY 1", "time_series")),
        bars("Hours", "Scans by hour of the day, in UTC.", by_hour(OF_ALL), width=12, horizontal=False),
        columns("Scans by quarter of an hour", "For the last days; choose a short time.", sql(
            "SELECT (day + quarters.key::int * interval '15 minutes') AT TIME ZONE 'UTC' AS time, "
            "(quarters.value ->> 0)::bigint AS scans "
            f"FROM (SELECT day, quarters::json AS of_day FROM {OF_ALL}) AS days, json_each(days.of_day) AS quarters "
            "ORDER BY 1", "time_series"), height=9),
        table("Codes that are scanned most", "Within the days that are shown. Many days of very many codes take long.", sql(
            "SELECT coalesce(nullif(c.title, ''), c.short_id) AS code, c.short_id, sum(d.scans)::bigint AS scans, "
            "sum(d.genuine_scans)::bigint AS genuine, sum(d.visitors)::bigint AS visitors, sum(d.bots)::bigint AS bots "
            "FROM scan_days d JOIN qr_codes c ON c.id = d.qr_code_id WHERE $__timeFilter(d.day) "
            "GROUP BY c.id ORDER BY 3 DESC, 2 LIMIT 25"), height=10,
              names={"code": "Code", "short_id": "Short id", "scans": "Scans", "genuine": "Genuine", "visitors": "Visitors",
                     "bots": "Bots"}),
        table("Months", "Of all codes together.", sql(
            "SELECT to_char(day, 'YYYY-MM') AS month, scans, genuine_scans AS genuine, visitors, bots FROM all_scan_months "
            "ORDER BY 1 DESC LIMIT 36"), height=10,
              names={"month": "Month", "scans": "Scans", "genuine": "Genuine", "visitors": "Visitors", "bots": "Bots"})),
    row("People of all codes",
        shares("Devices", "People's scans by device.", listed("devices", OF_ALL), width=8),
        shares("Systems", "People's scans by operating system.", listed("systems", OF_ALL), width=8),
        shares("Browsers", "People's scans by browser.", listed("browsers", OF_ALL), width=8),
        bars("Countries", "People's scans by country, where geoip_file tells.", listed("countries", OF_ALL), width=12),
        bars("Referrers", "Hosts of the pages from which links were followed.", listed("referrers", OF_ALL), width=12)),
    row("The code that is chosen above",
        by_day("Scans by day", "Of the symbol: scanned. Of the address: followed as a link.", OF_CODE),
        bars("Hours", "Scans by hour of the day, in UTC.", by_hour(OF_CODE), width=12, height=8, horizontal=False),
        shares("Devices", "People's scans by device.", listed("devices", OF_CODE)),
        shares("Browsers", "People's scans by browser.", listed("browsers", OF_CODE)),
        bars("Countries", "People's scans by country.", listed("countries", OF_CODE)),
        bars("Referrers", "Hosts of the pages from which links were followed.", listed("referrers", OF_CODE)),
        table("Last scans", "Of the code that is chosen above.", sql(
            "SELECT scanned_at, is_genuine_scan, is_bot, device_family, os_family, browser_family, country, city, language, "
            "referrer_host FROM scan_logs WHERE qr_code_id = ${code:sqlstring}::uuid AND $__timeFilter(scanned_at) "
            "ORDER BY scanned_at DESC LIMIT 100"), width=24, height=10,
              names={"scanned_at": "Time", "is_genuine_scan": "Genuine", "is_bot": "Bot", "device_family": "Device",
                     "os_family": "System", "browser_family": "Browser", "country": "Country", "city": "City",
                     "language": "Language", "referrer_host": "Referrer"})),
    row("Codes",
        columns("New codes by day", "By type.", sql(
            "SELECT date_trunc('day', created_at, 'UTC') AS time, count(*) FILTER (WHERE qr_type = 'dynamic') AS dynamic, "
            "count(*) FILTER (WHERE qr_type = 'static') AS static FROM qr_codes "
            "WHERE deleted_at IS NULL AND $__timeFilter(created_at) GROUP BY 1 ORDER BY 1", "time_series")),
        table("Codes that nobody has scanned", "The oldest dynamic ones.", sql(
            "SELECT coalesce(nullif(title, ''), short_id) AS code, short_id, created_at FROM qr_codes "
            "WHERE qr_type = 'dynamic' AND deleted_at IS NULL AND scan_count = 0 ORDER BY created_at LIMIT 25"),
              names={"code": "Code", "short_id": "Short id", "created_at": "Created"})),
    variables=(CODE,), since="now-30d", refresh="5m", timezone="utc",
)
