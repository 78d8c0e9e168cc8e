-- SPDX-License-Identifier: MIT
-- SQLite cannot notify other processes: a running service asks for the pragma data_version instead.
SELECT 1
