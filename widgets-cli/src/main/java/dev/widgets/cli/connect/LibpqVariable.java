package dev.widgets.cli.connect;

import dev.widgets.cli.console.CliEnvironment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables of libpq, which the Java driver does not read, and their keywords. */
public enum LibpqVariable {
    PGHOST("host", true),
    PGHOSTADDR("hostaddr", true),
    PGPORT("port", true),
    PGDATABASE("dbname", true),
    PGUSER("user", true),
    PGPASSWORD("password", true),
    PGPASSFILE("passfile", true),
    PGSERVICE("service", true),
    PGSERVICEFILE("servicefile", true),
    PGSSLMODE("sslmode", true),
    PGSSLNEGOTIATION("sslnegotiation", true),
    PGSSLCERT("sslcert", true),
    PGSSLKEY("sslkey", true),
    PGSSLROOTCERT("sslrootcert", true),
    PGSSLMINPROTOCOLVERSION("ssl_min_protocol_version", true),
    PGSSLMAXPROTOCOLVERSION("ssl_max_protocol_version", true),
    PGSSLCRL("sslcrl", true),
    PGSSLCRLDIR("sslcrldir", true),
    PGREQUIREAUTH("require_auth", true),
    PGREQUIREPEER("requirepeer", true),
    PGCHANNELBINDING("channel_binding", true),
    PGGSSENCMODE("gssencmode", true),
    PGKRBSRVNAME("krbsrvname", true),
    PGTARGETSESSIONATTRS("target_session_attrs", true),
    PGLOADBALANCEHOSTS("load_balance_hosts", true),
    PGAPPNAME("application_name", false),
    PGOPTIONS("options", false),
    PGCONNECT_TIMEOUT("connect_timeout", false);

    private final String keyword;
    private final boolean choosing;

    LibpqVariable(String keyword, boolean choosing) {
        this.keyword = keyword;
        this.choosing = choosing;
    }

    /** Returns the variable for a keyword. */
    static Optional<LibpqVariable> of(String keyword) {
        return Arrays.stream(values())
                .filter(variable -> variable.keyword.equals(keyword))
                .findFirst();
    }

    /** Returns the variables that are set and say which database to use or how to log in. */
    public static List<LibpqVariable> choosing(CliEnvironment environment) {
        return Arrays.stream(values())
                .filter(variable -> variable.choosing)
                .filter(variable -> environment.variable(variable.name()).isPresent())
                .toList();
    }

    /** Returns the values of all variables that are set, by keyword. */
    public static Map<String, String> settings(CliEnvironment environment) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (LibpqVariable variable : values()) {
            environment
                    .variable(variable.name())
                    .ifPresent(value -> settings.put(variable.keyword, value));
        }
        return settings;
    }
}
