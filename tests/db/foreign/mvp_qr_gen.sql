-- SPDX-License-Identifier: MIT
-- The tables of mvp_qr_gen as its migrations leave them (github.com/gsinghjay/mvp_qr_gen, alembic/versions: 17f4914834ef,
-- c10a8618571d, d59b26b7dd93), and rows as it writes them. A statement ends with a semicolon at the end of a line.
CREATE TABLE qr_codes (
    id VARCHAR(36) PRIMARY KEY,
    content TEXT NOT NULL,
    qr_type VARCHAR(50) NOT NULL DEFAULT 'static',
    redirect_url TEXT,
    short_id VARCHAR(10),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP WITH TIME ZONE,
    scan_count INTEGER NOT NULL DEFAULT 0,
    last_scan_at TIMESTAMP WITH TIME ZONE,
    file_format VARCHAR(10) NOT NULL,
    fill_color VARCHAR(50) NOT NULL DEFAULT 'black',
    back_color VARCHAR(50) NOT NULL DEFAULT 'white',
    size INTEGER NOT NULL DEFAULT 10,
    border INTEGER NOT NULL DEFAULT 4,
    has_logo BOOLEAN NOT NULL DEFAULT false,
    title VARCHAR(255),
    description TEXT,
    error_level VARCHAR(1) NOT NULL DEFAULT 'm'
);
CREATE UNIQUE INDEX ix_qr_codes_short_id ON qr_codes (short_id);
ALTER TABLE qr_codes ADD COLUMN genuine_scan_count INTEGER DEFAULT '0' NOT NULL;
ALTER TABLE qr_codes ADD COLUMN first_genuine_scan_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE qr_codes ADD COLUMN last_genuine_scan_at TIMESTAMP WITH TIME ZONE;
CREATE TABLE scan_logs (
    id VARCHAR NOT NULL,
    qr_code_id VARCHAR NOT NULL,
    scanned_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ip_address VARCHAR(50),
    raw_user_agent TEXT,
    is_genuine_scan BOOLEAN DEFAULT 'false' NOT NULL,
    device_family VARCHAR(100),
    os_family VARCHAR(50),
    os_version VARCHAR(50),
    browser_family VARCHAR(50),
    browser_version VARCHAR(50),
    is_mobile BOOLEAN DEFAULT 'false' NOT NULL,
    is_tablet BOOLEAN DEFAULT 'false' NOT NULL,
    is_pc BOOLEAN DEFAULT 'false' NOT NULL,
    is_bot BOOLEAN DEFAULT 'false' NOT NULL,
    FOREIGN KEY (qr_code_id) REFERENCES qr_codes (id) ON DELETE CASCADE,
    PRIMARY KEY (id)
);
INSERT INTO qr_codes (id, content, qr_type, redirect_url, short_id, created_at, scan_count, last_scan_at, file_format,
                      fill_color, back_color, title, description, error_level, genuine_scan_count, first_genuine_scan_at, last_genuine_scan_at)
VALUES
    ('0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001', 'https://qr.example.org/r/a1b2c3d4?scan_ref=qr', 'dynamic',
     'https://example.com/menu?x=1', 'a1b2c3d4', '2025-05-13 18:41:47.142478+00', 17, '2025-06-01 12:00:00.5+02', 'png',
     '#112233', '#FFFFFF', 'Menu', 'Summer menu', 'h', 9, '2025-05-14 08:00:00+00', '2025-06-01 10:00:00.5+00'),
    ('0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0002', '/r/0badcafe', 'dynamic', 'https://example.com/old', NULL,
     '2025-02-01 00:00:00+00', 3, NULL, 'png', 'black', 'white', NULL, NULL, 'm', 0, NULL, NULL),
    ('0F4F1F7E-6A55-4B0E-9C64-1F4D8E0A0003', 'plain text', 'static', NULL, NULL, '2025-03-01 00:00:00+00', 0, NULL, 'svg',
     'navy', '#ffffff', NULL, NULL, 'q', 0, NULL, NULL),
    ('0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0004', 'https://qr.example.org/r/deadbeef?scan_ref=qr', 'dynamic',
     'ftp://example.com/no', 'deadbeef', '2025-04-01 00:00:00+00', 1, NULL, 'png', '#000000', '#FFFFFF', NULL, NULL, 'm', 0, NULL, NULL);
INSERT INTO scan_logs (id, qr_code_id, scanned_at, ip_address, raw_user_agent, is_genuine_scan, device_family, os_family, os_version,
                       browser_family, browser_version, is_mobile)
VALUES
    ('7b1e0000-0000-4000-8000-000000000001', '0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001', '2025-05-14 08:00:00+00', '192.0.2.77',
     'Mozilla/5.0 (iPhone)', true, 'iPhone', 'iOS', '17.4', 'Mobile Safari', '17.4', true),
    ('7b1e0000-0000-4000-8000-000000000002', '0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001', '2025-05-14 23:30:00-02', 'unknown',
     'unknown', false, NULL, NULL, NULL, NULL, NULL, false),
    ('7b1e0000-0000-4000-8000-000000000003', '0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0004', '2025-05-15 08:00:00+00', NULL,
     NULL, false, NULL, NULL, NULL, NULL, NULL, false);
