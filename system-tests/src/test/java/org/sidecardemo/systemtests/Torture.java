package org.sidecardemo.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that tries to break something. It is a row of the table of docs/torture.md, whose last
 * cell the test tells its parameter of type {@link Finding}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@Tag("torture")
@ExtendWith(TortureTable.class)
@interface Torture {

    /** What is to be broken. */
    Part of();

    /** What with, in a few words. */
    String with();

    enum Part {
        SERVER, CLIENT, PLAYER, CLUSTER, IMAGES
    }
}
