create schema host;
create table host.parts (id integer primary key);
