package dev.widgets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a test class: its {@link TestDatabase} keeps the widgets in 16 hash partitions. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Partitioned {}
