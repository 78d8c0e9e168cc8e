-- SPDX-License-Identifier: MIT
-- Requests of wrk: pictures of the codes code0000 to code9999 at random.
function init()
    math.randomseed(os.time())
end

function request()
    return wrk.format("GET", string.format("/api/v1/qr/code%04d/image", math.random(0, 9999)))
end

dofile("tests/bench/figures.lua")
