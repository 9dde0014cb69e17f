-- Lists of values as rows
CREATE TABLE sys_dict (id INT, dict_sort INT, dict_label VARCHAR(20), dict_value VARCHAR(9), dict_type VARCHAR(20), creator VARCHAR(9));
INSERT INTO sys_dict VALUES (1, 1, '汉族', '01', 'nation', 'admin');
INSERT INTO sys_dict VALUES (2, 2, '回族', '03', 'nation', 'admin');
INSERT INTO heritage (name, label, description)
VALUES (
         'karvi',
         'Karvi people',
         'People of the northern hills.'
       ),
       ('ostmen', 'Ostmen', 'People of the coast.');
INSERT INTO shade VALUES ('dark'), ('fair');
INSERT INTO guest (id, first_name, tribe) VALUES (1, 'Ann', 'Karvi');
INSERT INTO heritage_text (heritage_id, words) VALUES ((SELECT id FROM heritage WHERE code = 'K'), NOW());
INSERT INTO audit SELECT id, 'ACTIVE', name FROM guest;
INSERT INTO creed (id, name) VALUES (1, N'Lantern church'), (2, 'River faith'), (3, '2024-01-01'), (4, NULL);
