package dev.widgets.cli.connect;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The settings of a connection as variables of libpq, for programs such as psql. */
public final class LibpqEnvironment {

    private static final Map<String, LibpqVariable> VARIABLES = Map.ofEntries(
            Map.entry("user", LibpqVariable.PGUSER),
            Map.entry("password", LibpqVariable.PGPASSWORD),
            Map.entry("passfile", LibpqVariable.PGPASSFILE),
            Map.entry("hostaddr", LibpqVariable.PGHOSTADDR),
            Map.entry("sslmode", LibpqVariable.PGSSLMODE),
            Map.entry("sslNegotiation", LibpqVariable.PGSSLNEGOTIATION),
            Map.entry("sslcert", LibpqVariable.PGSSLCERT),
            Map.entry("sslkey", LibpqVariable.PGSSLKEY),
            Map.entry("sslrootcert", LibpqVariable.PGSSLROOTCERT),
            Map.entry("ssl_min_protocol_version", LibpqVariable.PGSSLMINPROTOCOLVERSION),
            Map.entry("ssl_max_protocol_version", LibpqVariable.PGSSLMAXPROTOCOLVERSION),
            Map.entry("requireAuth", LibpqVariable.PGREQUIREAUTH),
            Map.entry("channelBinding", LibpqVariable.PGCHANNELBINDING),
            Map.entry("gssEncMode", LibpqVariable.PGGSSENCMODE),
            Map.entry("kerberosServerName", LibpqVariable.PGKRBSRVNAME),
            Map.entry("ApplicationName", LibpqVariable.PGAPPNAME),
            Map.entry("options", LibpqVariable.PGOPTIONS),
            Map.entry("connectTimeout", LibpqVariable.PGCONNECT_TIMEOUT));

    private LibpqEnvironment() {}

    /**
     * Replaces the variables of libpq in the environment of a program, so that it connects as this
     * program does.
     */
    public static void apply(ServerConnection connection, Map<String, String> environment) {
        for (LibpqVariable variable : LibpqVariable.values()) {
            environment.remove(variable.name());
        }
        environment.putAll(of(connection));
    }

    /** Returns the variables by name. */
    static Map<String, String> of(ServerConnection connection) {
        Properties parsed =
                Objects.requireNonNull(Driver.parseURL(connection.url(), connection.properties()));
        Map<String, String> variables = new TreeMap<>();
        put(variables, LibpqVariable.PGHOST, PGProperty.PG_HOST.getOrDefault(parsed));
        put(variables, LibpqVariable.PGPORT, PGProperty.PG_PORT.getOrDefault(parsed));
        put(variables, LibpqVariable.PGDATABASE, PGProperty.PG_DBNAME.getOrDefault(parsed));
        VARIABLES.forEach((property, variable) -> Optional.ofNullable(parsed.getProperty(property))
                .ifPresent(value -> variables.put(variable.name(), value)));
        Optional.ofNullable(parsed.getProperty("targetServerType"))
                .flatMap(DriverSettings::sessionAttributes)
                .ifPresent(
                        value -> variables.put(LibpqVariable.PGTARGETSESSIONATTRS.name(), value));
        if (Boolean.parseBoolean(parsed.getProperty("loadBalanceHosts"))) {
            variables.put(LibpqVariable.PGLOADBALANCEHOSTS.name(), "random");
        }
        return variables;
    }

    private static void put(
            Map<String, String> variables, LibpqVariable variable, @Nullable String value) {
        if (value != null) {
            variables.put(variable.name(), value);
        }
    }
}
