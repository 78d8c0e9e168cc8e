-- SPDX-License-Identifier: MIT
-- What wrk prints at the end, for tests/bench/redirect.sh: requests/s, p50 and p99 in milliseconds, requests, errors.
function done(summary, latency)
    io.write(string.format("FIGURES %.0f %.3f %.3f %d %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout + summary.errors.status))
end
