create table jobs (title varchar(255) primary key);
