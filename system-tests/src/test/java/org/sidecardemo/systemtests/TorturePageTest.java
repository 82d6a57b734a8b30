package org.sidecardemo.systemtests;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of what we tried to break it with has a row for each {@link Torture}, and no other. */
class TorturePageTest {

    @Test
    void docsHaveARowForEachTorture() throws Exception {
        List<Torture> tortures = ReflectionSupport
                .findAllClassesInPackage(getClass().getPackageName(), _ -> true, _ -> true).stream()
                .flatMap(type -> AnnotationSupport
                        .findAnnotatedMethods(type, Torture.class, HierarchyTraversalMode.TOP_DOWN).stream())
                .map(method -> method.getAnnotation(Torture.class)).toList();
        List<TortureRow> rows = TortureRow.inDocs();
        assertThat(tortures).isNotEmpty().allSatisfy(torture -> assertThat(rows).anyMatch(row -> row.isOf(torture)));
        assertThat(rows).hasSameSizeAs(tortures);
    }
}
