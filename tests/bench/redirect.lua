-- SPDX-License-Identifier: MIT
-- Requests of wrk: scans of codes code0000 to code9999 at random, by phones as they are. With the environment variable
-- SCANS, each thread sends just so many and then asks for /health/live, so that every scan it sent is answered before the
-- end; how many were answered is printed.
local agents = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15",
}
local scans = tonumber(os.getenv("SCANS") or "")
local method = os.getenv("METHOD") or "GET"
local ready = {}
local sent = 0
local threads = {}

function init()
    math.randomseed(os.time())
    for i = 0, 9999 do
        ready[i] = wrk.format(method, string.format("/r/code%04d?scan_ref=qr", i), {
            ["Host"] = "localhost",
            ["User-Agent"] = agents[i % #agents + 1],
            ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            ["Accept-Language"] = "de-DE,de;q=0.9,en;q=0.8",
            ["Accept-Encoding"] = "gzip, deflate",
        })
    end
end

function request()
    if scans and sent >= scans then return wrk.format("GET", "/health/live") end
    sent = sent + 1
    return ready[math.random(0, 9999)]
end

dofile("tests/bench/figures.lua")

if scans then
    local print_figures = done
    answered = 0  -- of one thread

    function setup(thread)
        table.insert(threads, thread)
    end

    function response(status)
        if status == 302 then answered = answered + 1 end
    end

    function done(summary, latency)
        print_figures(summary, latency)
        local all = 0
        for _, thread in ipairs(threads) do all = all + thread:get("answered") end
        io.write(string.format("ANSWERED %d\n", all))
    end
end
