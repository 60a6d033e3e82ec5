package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The template on moto, which imitates the API of AWS. What moto lacks is replaced before: it
 * cannot tell the endpoint of a database or the secret of its owner, and mixes parameter groups up.
 * Secrets, scaling and alarms it passes over.
 */
@Tag("torture")
class MotoTest {

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "AWS_ACCESS_KEY_ID", "x",
            "AWS_SECRET_ACCESS_KEY", "x",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_EC2_METADATA_DISABLED", "true"));

    private String aws(String... arguments) {
        List<String> command = new ArrayList<>(List.of("aws", "--output", "text"));
        command.addAll(List.of(arguments));
        return Tool.run(Tool.HERE, variables, command).succeeded().output().strip();
    }

    @Test
    void a_stack_is_made_of_the_template_and_updated() throws IOException {
        Tool.assumeThere("moto_server");
        Tool.assumeThere("aws");
        int port = Tool.freePort();
        variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
        Process moto = new ProcessBuilder(
                        "moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (Tool.run(Tool.HERE, variables, List.of("aws", "ec2", "describe-vpcs"))
                            .exitCode()
                    != 0) {
                assertThat(System.nanoTime()).as("moto starts").isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            deployAndUpdate();
        } finally {
            // the program is a shim that starts another
            moto.descendants().forEach(ProcessHandle::destroy);
            moto.destroy();
            moto.onExit().join();
        }
    }

    /** The template without what moto cannot do. */
    private static Path template() throws IOException {
        return Files.writeString(
                Files.createTempFile("widgets", ".yaml"),
                Tool.read("aws/widgets.yaml")
                        .replaceAll("\n *DBParameterGroupName:.*", "")
                        .replace(
                                "!GetAtt Database.MasterUserSecret.SecretArn", "!Ref JwksSecretArn")
                        .replace("Database.MasterUserSecret.SecretArn", "JwksSecretArn")
                        .replace("!GetAtt Database.Endpoint.Address", "database.example"));
    }

    private void deployAndUpdate() throws IOException {
        Path template = template();
        String subnets = String.join(
                ",",
                aws("ec2", "describe-subnets", "--query", "Subnets[:2].SubnetId")
                        .split("\\s+"));
        List<String> parameters = List.of(
                "VpcId=" + aws("ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId"),
                "PublicSubnetIds=" + subnets,
                "PrivateSubnetIds=" + subnets,
                "CertificateArn="
                        + aws("acm", "request-certificate", "--domain-name", "widgets.example"),
                "JwksSecretArn="
                        + aws(
                                "secretsmanager",
                                "create-secret",
                                "--name",
                                "jwks",
                                "--secret-string",
                                "{}",
                                "--query",
                                "ARN"));
        deploy(template, parameters, "Image=widgets:1", "MigrationImage=widgets:1", "MinTasks=0");
        assertThat(service("containerDefinitions[0].image")).isEqualTo("widgets:1");
        deploy(template, parameters, "Image=widgets:2", "MigrationImage=widgets:2", "MinTasks=2");
        // in an updated definition, moto leaves the containers out
        assertThat(service("revision")).isEqualTo("2");
        assertThat(aws(
                        "cloudformation",
                        "describe-stacks",
                        "--stack-name",
                        "widgets",
                        "--query",
                        "Stacks[0].StackStatus"))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(aws(
                                "cloudformation",
                                "describe-stack-resources",
                                "--stack-name",
                                "widgets",
                                "--query",
                                "StackResources[].LogicalResourceId")
                        .split("\\s+"))
                .contains("MigrationTask", "ServiceTask", "Targets", "Listener", "Service");
        Files.delete(template);
    }

    /** A property of the latest task definition of the service. */
    private String service(String property) {
        return aws(
                "ecs",
                "describe-task-definition",
                "--task-definition",
                "widgets-serve",
                "--query",
                "taskDefinition." + property);
    }

    private void deploy(Path template, List<String> parameters, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "cloudformation",
                "deploy",
                "--stack-name",
                "widgets",
                "--template-file",
                template.toString(),
                "--capabilities",
                "CAPABILITY_IAM",
                "--parameter-overrides"));
        command.addAll(parameters);
        command.addAll(List.of(more));
        aws(command.toArray(new String[0]));
    }
}
