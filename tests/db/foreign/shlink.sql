-- SPDX-License-Identifier: MIT
-- The tables of Shlink 4 that hold short URLs and visits, as Doctrine makes them on PostgreSQL from
-- github.com/shlinkio/shlink, module/Core/config/entities-mappings; and rows as it writes them.
CREATE TABLE domains (
    id BIGSERIAL NOT NULL,
    authority VARCHAR(255) NOT NULL,
    base_url_redirect VARCHAR(255) DEFAULT NULL,
    regular_not_found_redirect VARCHAR(255) DEFAULT NULL,
    invalid_short_url_redirect VARCHAR(255) DEFAULT NULL,
    PRIMARY KEY(id)
);
CREATE TABLE short_urls (
    id BIGSERIAL NOT NULL,
    domain_id BIGINT DEFAULT NULL REFERENCES domains (id) ON DELETE RESTRICT,
    author_api_key_id BIGINT DEFAULT NULL,
    original_url VARCHAR(2048) NOT NULL,
    short_code VARCHAR(255) NOT NULL,
    date_created TIMESTAMP(0) WITHOUT TIME ZONE NOT NULL,
    valid_since TIMESTAMP(0) WITHOUT TIME ZONE DEFAULT NULL,
    valid_until TIMESTAMP(0) WITHOUT TIME ZONE DEFAULT NULL,
    max_visits INT DEFAULT NULL,
    import_source VARCHAR(255) DEFAULT NULL,
    import_original_short_code VARCHAR(255) DEFAULT NULL,
    title VARCHAR(512) DEFAULT NULL,
    title_was_auto_resolved BOOLEAN DEFAULT false NOT NULL,
    crawlable BOOLEAN DEFAULT false NOT NULL,
    forward_query BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY(id)
);
CREATE UNIQUE INDEX unique_short_code_plus_domain ON short_urls (short_code, domain_id);
CREATE TABLE tags (id BIGSERIAL NOT NULL, name VARCHAR(255) NOT NULL, PRIMARY KEY(id));
CREATE TABLE short_urls_in_tags (
    short_url_id BIGINT NOT NULL REFERENCES short_urls (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY(short_url_id, tag_id)
);
CREATE TABLE visit_locations (
    id BIGSERIAL NOT NULL,
    country_code VARCHAR(255) DEFAULT NULL,
    country_name VARCHAR(255) DEFAULT NULL,
    region_name VARCHAR(255) DEFAULT NULL,
    city_name VARCHAR(255) DEFAULT NULL,
    timezone VARCHAR(255) DEFAULT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    is_empty BOOLEAN DEFAULT false NOT NULL,
    PRIMARY KEY(id)
);
CREATE TABLE visits (
    id BIGSERIAL NOT NULL,
    short_url_id BIGINT DEFAULT NULL REFERENCES short_urls (id) ON DELETE CASCADE,
    visit_location_id BIGINT DEFAULT NULL REFERENCES visit_locations (id) ON DELETE SET NULL,
    referer VARCHAR(1024) DEFAULT NULL,
    date TIMESTAMP(0) WITHOUT TIME ZONE NOT NULL,
    remote_addr VARCHAR(256) DEFAULT NULL,
    user_agent VARCHAR(512) DEFAULT NULL,
    visited_url VARCHAR(2048) DEFAULT NULL,
    type VARCHAR(255) NOT NULL,
    potential_bot BOOLEAN DEFAULT false NOT NULL,
    redirect_url VARCHAR(2048) DEFAULT NULL,
    PRIMARY KEY(id)
);
CREATE TABLE short_url_visits_counts (
    id BIGSERIAL NOT NULL,
    short_url_id BIGINT DEFAULT NULL REFERENCES short_urls (id) ON DELETE CASCADE,
    potential_bot BOOLEAN DEFAULT false NOT NULL,
    slot_id INT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY(id)
);
INSERT INTO domains (authority) VALUES ('go.example.org');
INSERT INTO short_urls (domain_id, original_url, short_code, date_created, valid_until, max_visits, title) VALUES
    (NULL, 'https://example.com/a', 'AbC12', '2024-01-02 03:04:05', NULL, NULL, 'A page'),
    (NULL, 'https://example.com/b', 'b.2', '2024-01-03 00:00:00', '2024-02-01 00:00:00', NULL, NULL),
    (1, 'https://example.com/c', 'abc12', '2024-01-04 00:00:00', NULL, NULL, NULL),
    (1, 'https://example.com/d', 'multi/part', '2024-01-05 00:00:00', NULL, NULL, NULL),
    (NULL, 'https://example.com/k', 'käse', '2024-01-06 00:00:00', NULL, 5, NULL);
INSERT INTO tags (name) VALUES ('news'), ('big deal');
INSERT INTO short_urls_in_tags VALUES (1, 1), (1, 2);
INSERT INTO visit_locations (country_code, lat, lon) VALUES ('DE', 52.5, 13.4);
INSERT INTO visits (short_url_id, visit_location_id, referer, date, remote_addr, user_agent, type, potential_bot) VALUES
    (1, 1, 'https://news.example/', '2024-02-01 10:00:00', '192.0.2.0', 'Firefox', 'valid_short_url', false),
    (1, NULL, '', '2024-02-01 11:00:00', NULL, 'Robot', 'valid_short_url', true),
    (NULL, NULL, '', '2024-02-01 11:00:00', NULL, 'Robot', 'base_url', true),
    (4, NULL, '', '2024-02-02 11:00:00', NULL, 'Robot', 'valid_short_url', true);
INSERT INTO short_url_visits_counts (short_url_id, potential_bot, slot_id, count) VALUES
    (1, false, 1, 40), (1, false, 2, 1), (1, true, 1, 1), (4, true, 1, 1), (5, false, 1, 5);
