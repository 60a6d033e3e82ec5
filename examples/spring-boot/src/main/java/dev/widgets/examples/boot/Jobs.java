package dev.widgets.examples.boot;

import org.springframework.data.jpa.repository.JpaRepository;

/** The jobs that are done. */
interface Jobs extends JpaRepository<Job, String> {}
