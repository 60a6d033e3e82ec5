package dev.widgets.examples.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A workshop that keeps its jobs and the registry of widgets in one database. */
@SpringBootApplication
public class App {

    /** Starts the application. */
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
}
