-- SPDX-License-Identifier: MIT
-- The tables of Kutt 3 that hold links and visits, as knex makes them on PostgreSQL from github.com/thedevs-network/kutt,
-- server/models; and rows as it writes them. Users are left out.
CREATE TABLE domains (
    id serial PRIMARY KEY,
    banned boolean NOT NULL DEFAULT false,
    banned_by_id integer,
    address varchar(255) NOT NULL UNIQUE,
    homepage varchar(255),
    user_id integer,
    uuid uuid NOT NULL DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE links (
    id serial PRIMARY KEY,
    address varchar(255) NOT NULL,
    description varchar(255),
    banned boolean NOT NULL DEFAULT false,
    banned_by_id integer,
    domain_id integer REFERENCES domains (id),
    password varchar(255),
    expire_in timestamptz,
    target varchar(2097152) NOT NULL,
    user_id integer,
    visit_count integer NOT NULL DEFAULT 0,
    uuid uuid NOT NULL DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE visits (
    id serial PRIMARY KEY,
    countries jsonb DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz DEFAULT CURRENT_TIMESTAMP,
    link_id integer REFERENCES links (id) ON DELETE CASCADE,
    referrers jsonb DEFAULT '{}',
    total integer NOT NULL DEFAULT 0,
    br_chrome integer NOT NULL DEFAULT 0,
    br_edge integer NOT NULL DEFAULT 0,
    br_firefox integer NOT NULL DEFAULT 0,
    br_ie integer NOT NULL DEFAULT 0,
    br_opera integer NOT NULL DEFAULT 0,
    br_other integer NOT NULL DEFAULT 0,
    br_safari integer NOT NULL DEFAULT 0,
    os_android integer NOT NULL DEFAULT 0,
    os_ios integer NOT NULL DEFAULT 0,
    os_linux integer NOT NULL DEFAULT 0,
    os_macos integer NOT NULL DEFAULT 0,
    os_other integer NOT NULL DEFAULT 0,
    os_windows integer NOT NULL DEFAULT 0
);
INSERT INTO domains (address) VALUES ('go.example.org');
INSERT INTO links (address, description, banned, domain_id, password, expire_in, target, visit_count, uuid, created_at) VALUES
    ('Docs', 'All documents', false, NULL, NULL, NULL, 'https://example.com/docs', 12,
     '6b1c0000-0000-4000-8000-000000000001', '2023-05-01 10:00:00+02'),
    ('bad', NULL, true, NULL, NULL, NULL, 'https://example.com/bad', 1,
     '6b1c0000-0000-4000-8000-000000000002', '2023-05-02 10:00:00+00'),
    ('secret', NULL, false, NULL, '$2a$12$abc', NULL, 'https://example.com/secret', 0,
     '6b1c0000-0000-4000-8000-000000000003', '2023-05-03 10:00:00+00'),
    ('old', NULL, false, 1, NULL, '2023-06-01 00:00:00+00', 'https://example.com/old', 0,
     '6b1c0000-0000-4000-8000-000000000004', '2023-05-04 10:00:00+00'),
    ('docs', NULL, false, 1, NULL, NULL, 'https://example.com/other', 0,
     '6b1c0000-0000-4000-8000-000000000005', '2023-05-05 10:00:00+00');
INSERT INTO visits (link_id, created_at, total, br_chrome) VALUES
    (1, '2023-05-01 09:00:00+00', 3, 3), (1, '2023-05-01 10:00:00+00', 4, 4), (1, '2023-05-02 23:30:00-02', 5, 5);
