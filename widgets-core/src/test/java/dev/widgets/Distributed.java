package dev.widgets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a test class: it needs a {@link CitusServer}, and is skipped where there is none. Its
 * {@link TestDatabase}, if it has one, distributes the widgets over the nodes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(DistributedCondition.class)
public @interface Distributed {}
