create table note (id int primary key, text text);
insert into note values (1, 'first'), (2, 'second');
