create table visit (
  id int not null,
  door int not null
);
create table resident (
  full_name varchar(80) not null,
  id int not null,
  ethnicity char(2) comment 'ethnic group as the officer sees it',
  marital char(1),
  religion varchar(20) check (religion in ('none', 'christian', 'muslim')),
  note text
);
create index by_ethnicity on resident (ethnicity);
