package dev.widgets.examples.boot;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.Widget;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The workshop over HTTP. */
@RestController
class WorkshopController {

    private final Workshop workshop;

    WorkshopController(Workshop workshop) {
        this.workshop = workshop;
    }

    @PostMapping("/widgets")
    @ResponseStatus(HttpStatus.CREATED)
    void add(
            @RequestParam String serialNumber,
            @RequestParam String name,
            @RequestParam String ports) {
        workshop.add(serialNumber, name, Ports.parse(ports));
    }

    @GetMapping("/widgets/{serialNumber}")
    ResponseEntity<Widget> widget(@PathVariable String serialNumber) {
        return ResponseEntity.of(workshop.find(serialNumber));
    }

    @PostMapping("/jobs")
    @ResponseStatus(HttpStatus.CREATED)
    void connect(
            @RequestParam String job,
            @RequestParam String serialNumber,
            @RequestParam String peer,
            @RequestParam PortType port) {
        workshop.connect(job, serialNumber, peer, port);
    }

    @GetMapping("/jobs")
    List<String> jobs() {
        return workshop.jobs();
    }
}
