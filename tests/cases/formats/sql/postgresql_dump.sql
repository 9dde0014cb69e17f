--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TYPE intake.belief AS ENUM (
    'sunni',
    'shia',      -- includes Alevi
    'none'
);

CREATE DOMAIN intake.skin AS text
    CHECK (VALUE IN ('fair', 'olive', 'dark'));

--
-- Name: resident; Type: TABLE; Schema: intake; Owner: clerk
--

CREATE TABLE intake.resident (
    id bigint NOT NULL,
    surname character varying(60) NOT NULL,
    tongue character varying(30),
    faith intake.belief DEFAULT 'none'::intake.belief NOT NULL,
    complexion intake.skin,
    clan text[],
    status character varying(12) DEFAULT 'new'::character varying,
    CONSTRAINT resident_status_check CHECK (((status)::text = ANY ((ARRAY['new'::character varying, 'barred'::character varying])::text[])))
);

ALTER TABLE ONLY intake.resident
    ADD CONSTRAINT resident_pkey PRIMARY KEY (id);

COMMENT ON TABLE intake.resident IS 'People who live in the fictional town of Ostwick';
COMMENT ON COLUMN intake.resident.tongue IS 'Mother tongue, the clerk''s note';
COMMENT ON COLUMN intake.visitor.tribe IS 'Tribe named at the gate';

COPY intake.people_group (code, label, remark) FROM stdin;
01	Karvi	don't abbreviate
02	Ostmen	\N
\.

COPY intake.resident (id, surname, tongue, faith, complexion, clan, status) FROM stdin;
1	O'Dell	karvi	none	fair	{}	new
\.

CREATE INDEX resident_clan ON intake.resident USING gin (clan);
ALTER TABLE intake.resident ADD COLUMN IF NOT EXISTS caste_group varchar(20) NOT NULL, ADD COLUMN note text;
ALTER TABLE ONLY intake.resident
    ADD CONSTRAINT resident_tongue FOREIGN KEY (tongue) REFERENCES intake.people_group(code);
ALTER TYPE intake.belief ADD VALUE 'druze';

CREATE FUNCTION intake.find_residents(p_group text, p_limit integer DEFAULT 20) RETURNS TABLE(id bigint, surname text)
    LANGUAGE plpgsql AS $body$
BEGIN
  RETURN QUERY SELECT r.id, r.surname FROM intake.resident r
    WHERE r.faith = 'shia' AND lower(r.tongue) = p_group;
END;
$body$;
