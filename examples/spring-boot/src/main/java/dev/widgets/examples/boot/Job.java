package dev.widgets.examples.boot;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.data.domain.Persistable;

/** A job of the workshop: two widgets to connect. */
@Entity
@Table(name = "jobs")
public class Job implements Persistable<String> {

    @Id
    private String title;

    /** Used by JPA. */
    protected Job() {}

    Job(String title) {
        this.title = title;
    }

    @Override
    public String getId() {
        return title;
    }

    /** Lets a second job of the same title fail instead of replacing the first. */
    @Override
    public boolean isNew() {
        return true;
    }
}
