insert into countries values ('DE', 'Germany', 'EU'), ('FR', 'France', 'EU'), ('US', 'United States', 'US'), ('JP', 'Japan', 'AP'), ('XX', 'Nowhere', null);
insert into rates select code, date '2024-01-01' + i, i + length(name) from countries, generate_series(1, 3) i;
