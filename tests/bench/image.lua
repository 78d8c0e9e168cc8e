-- SPDX-License-Identifier: MIT
-- Requests of wrk: pictures of the codes code0000 to code9999 at random.
function init()
    math.randomseed(os.time())
end

function request()
    return wrk.format("GET", string.format("/api/v1/qr/code%04d/image", math.random(0, 9999)))
end

function done(summary, latency)
    io.write(string.format("FIGURES %.0f %.3f %.3f %d %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + summary.errors.status))
end
