package dev.widgets.boot.readme;

import dev.widgets.NoFreePortException;
import dev.widgets.PortType;
import dev.widgets.WidgetRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Plumbing {
    private final JdbcTemplate jdbc;
    private final WidgetRepository widgets;

    Plumbing(JdbcTemplate jdbc, WidgetRepository widgets) {
        this.jdbc = jdbc;
        this.widgets = widgets;
    }

    @Transactional // the job and the association are both there, or neither
    public String connect(String job, String serialNumber, String peer) {
        jdbc.update("insert into jobs (title) values (?)", job);
        try {
            widgets.associate(serialNumber, peer, PortType.P);
            return "done";
        } catch (NoFreePortException e) { // the transaction goes on
            return e.serialNumber() + " has no free port";
        }
    }
}
