package dev.widgets;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests of Citus where there is no cluster. */
final class DistributedCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return CitusServer.find().isPresent()
                ? ConditionEvaluationResult.enabled("there is a Citus cluster")
                : ConditionEvaluationResult.disabled(
                        CitusServer.whyNot(System.getenv(CitusServer.IMAGE)));
    }
}
