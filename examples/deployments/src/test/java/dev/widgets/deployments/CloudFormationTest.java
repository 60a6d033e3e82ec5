package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The template for AWS: what a linter says, and what it cannot know. */
class CloudFormationTest {

    private final String text = Tool.read("aws/widgets.yaml");
    private final Yaml template = Yaml.read(text);

    private Yaml properties(String resource) {
        return template.at("Resources/" + resource + "/Properties");
    }

    private Map<String, String> environment(String task) {
        Yaml container = properties(task).at("ContainerDefinitions/0");
        return java.util.stream.Stream.concat(
                        container.at("Environment").elements().stream(),
                        container.at("Secrets").elements().stream())
                .collect(Collectors.toMap(
                        variable -> variable.at("Name").text(),
                        variable -> variable.at("Value").text()
                                + variable.at("ValueFrom").text()));
    }

    @Test
    void the_linter_of_aws_has_no_complaint() {
        Tool.assumeThere("cfn-lint");
        Tool.run(Tool.HERE, "cfn-lint", "aws/widgets.yaml").succeeded();
    }

    @Test
    void every_name_that_is_referred_to_exists() {
        Set<String> names =
                new java.util.HashSet<>(template.at("Resources").entries().keySet());
        names.addAll(template.at("Parameters").entries().keySet());
        names.addAll(List.of("AWS::Partition", "AWS::Region", "AWS::StackName", "AWS::NoValue"));
        Matcher matcher = Pattern.compile("!Ref \"?([\\w:]+)|!GetAtt (\\w+)|\\$\\{([\\w:]+)")
                .matcher(text);
        int found = 0;
        while (matcher.find()) {
            String name = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            assertThat(names).contains(name);
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void the_parameter_group_is_of_the_engines_family_and_has_our_settings() {
        String major = properties("Database").at("EngineVersion").text().split("\\.", -1)[0];
        assertThat(properties("DatabaseParameters").at("Family").text())
                .isEqualTo("postgres" + major);
        Map<String, Yaml> parameters =
                properties("DatabaseParameters").at("Parameters").entries();
        Set<String> notOnRds = Set.of(
                "fsync",
                "full_page_writes",
                "shared_buffers",
                "wal_buffers",
                "wal_init_zero",
                "max_connections");
        assertThat(parameters.keySet())
                .containsAll(PostgresConfTest.settings("../postgresql.conf").keySet().stream()
                        .filter(name -> !notOnRds.contains(name))
                        .toList());
        assertThat(parameters.get("rds.force_ssl").text()).isEqualTo("1");
        assertThat(parameters.get("synchronous_commit").text()).isEqualTo("on");
    }

    @Test
    void the_database_survives_what_it_can() {
        Yaml database = properties("Database");
        assertThat(database.at("MultiAZ").text()).isEqualTo("true");
        assertThat(database.at("StorageEncrypted").text()).isEqualTo("true");
        assertThat(database.at("DeletionProtection").text()).isEqualTo("true");
        assertThat(database.at("PubliclyAccessible").text()).isEqualTo("false");
        assertThat(database.at("ManageMasterUserPassword").text()).isEqualTo("true");
        assertThat(template.at("Resources/Database/DeletionPolicy").text()).isEqualTo("Snapshot");
        assertThat(template.at("Parameters/DatabaseInstanceClass/Default").text())
                .matches("db\\.[mr]\\dg?\\.\\w*large");
    }

    @Test
    void ecs_gives_a_task_the_time_to_drain_and_the_load_balancer_notices() {
        int drain = seconds("WIDGETS_SERVE_DRAIN");
        int notice = seconds("WIDGETS_SERVE_DRAIN_NOTICE");
        int stop = Integer.parseInt(properties("ServiceTask")
                .at("ContainerDefinitions/0/StopTimeout")
                .text());
        assertThat(stop).isGreaterThan(drain).isLessThanOrEqualTo(120);
        int interval = number("Targets", "HealthCheckIntervalSeconds");
        int failures = number("Targets", "UnhealthyThresholdCount");
        assertThat(notice)
                .isBetween(
                        interval * failures + number("Targets", "HealthCheckTimeoutSeconds"),
                        drain / 2);
    }

    private int seconds(String variable) {
        return new Yaml(environment("ServiceTask").get(variable)).seconds();
    }

    private int number(String resource, String property) {
        return Integer.parseInt(properties(resource).at(property).text());
    }

    @Test
    void names_and_ports_of_the_container_agree() {
        Yaml container = properties("ServiceTask").at("ContainerDefinitions/0");
        Yaml balanced = properties("Service").at("LoadBalancers/0");
        assertThat(balanced.at("ContainerName").text())
                .isEqualTo(container.at("Name").text());
        assertThat(balanced.at("ContainerPort").text())
                .isEqualTo(container.at("PortMappings/0/ContainerPort").text())
                .isEqualTo(properties("Targets").at("Port").text());
        assertThat(properties("Targets").at("HealthCheckPort").text())
                .isEqualTo(container.at("PortMappings/1/ContainerPort").text());
        assertThat(properties("Targets").at("HealthCheckPath").text()).isEqualTo("/ready");
    }

    @Test
    void cpu_and_memory_are_a_pair_that_fargate_has() {
        for (String task : List.of("MigrationTask", "ServiceTask")) {
            int cpu = number(task, "Cpu");
            int memory = number(task, "Memory");
            assertThat(cpu).isIn(256, 512, 1024, 2048, 4096);
            assertThat(memory).isBetween(2 * cpu, 8 * cpu);
        }
    }

    @Test
    void only_the_migration_may_read_the_owners_password() {
        String owner = "Database.MasterUserSecret.SecretArn";
        assertThat(properties("MigrationExecutionRole").text()).contains(owner);
        assertThat(properties("ServiceExecutionRole").text()).doesNotContain(owner);
        assertThat(environment("ServiceTask").get("PGUSER")).isEqualTo("authenticator");
        assertThat(environment("ServiceTask").get("PGPASSWORD"))
                .isEqualTo("!Ref AuthenticatorSecret");
        assertThat(text).doesNotContain("Action: \"*\"").doesNotContain("Resource: \"*\"");
        assertThat(properties("ServiceTask").at("TaskRoleArn").text()).isEmpty();
    }

    @Test
    void the_tasks_scale_by_requests_and_cpu_and_a_bad_deployment_is_taken_back() {
        assertThat(template.at("Resources").entries().values().stream()
                        .map(resource -> resource.at(
                                        "Properties/TargetTrackingScalingPolicyConfiguration"
                                                + "/PredefinedMetricSpecification/PredefinedMetricType")
                                .text())
                        .filter(metric -> !metric.isEmpty()))
                .containsExactlyInAnyOrder(
                        "ECSServiceAverageCPUUtilization", "ALBRequestCountPerTarget");
        Yaml breaker = properties("Service").at("DeploymentConfiguration/DeploymentCircuitBreaker");
        assertThat(breaker.at("Enable").text() + breaker.at("Rollback").text())
                .isEqualTo("truetrue");
    }
}
