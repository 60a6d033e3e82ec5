package dev.widgets.examples.boot;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.Widget;
import dev.widgets.WidgetRepository;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Does jobs, each together with an association of two widgets. */
@Service
public class Workshop {

    private final Jobs jobs;
    private final WidgetRepository widgets;

    Workshop(Jobs jobs, WidgetRepository widgets) {
        this.jobs = jobs;
        this.widgets = widgets;
    }

    /** One transaction: the job and the association are both there, or neither. */
    @Transactional
    public void connect(String job, String serialNumber, String peer, PortType port) {
        jobs.save(new Job(job)); // inserted when the transaction is committed
        widgets.associate(serialNumber, peer, port);
    }

    /** A transaction of its own: no method around it has one. */
    public void add(String serialNumber, String name, Ports ports) {
        widgets.add(serialNumber, name, ports);
    }

    Optional<Widget> find(String serialNumber) {
        return widgets.find(serialNumber);
    }

    List<String> jobs() {
        return jobs.findAll().stream().map(Job::getId).sorted().toList();
    }
}
