{{ config(materialized='table') }}
with base as (
    select p.person_id, p.ethn as ethnic_group, -- ethnic group
           coalesce(p.tongue, 'none') as tongue
    from {{ ref('stg_person') }} p
    where p.ethn in ('karvi', 'ostmen')
)
select * from base
order by ethnic_group;

SELECT a.faith, count(*) AS n
FROM applicant a
JOIN country c ON c.id = a.country_id AND c.bloc = 'east'
WHERE 'K' = a.race OR upper(a.skin) LIKE '%DARK%'
GROUP BY a.faith
HAVING max(a.age) > 30;

UPDATE applicant SET score = score - 5 WHERE nationality_code = 'OST';
DELETE FROM applicant WHERE caste NOT IN ('a', 'b');
CREATE OR REPLACE VIEW v_short (a, b) AS SELECT x.religion, x.sect AS branch, EXTRACT(year FROM x.born) yr FROM applicant x;
MERGE INTO tribe t USING (VALUES ('KV', 'Karvi'), ('OM', 'Ostmen')) AS s (code, label) ON t.code = s.code
WHEN NOT MATCHED THEN INSERT (code, label) VALUES (s.code, s.label);
