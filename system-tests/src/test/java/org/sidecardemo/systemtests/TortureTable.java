package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes the row of each {@link Torture} that passed, and holds that of the docs to it. */
final class TortureTable implements ParameterResolver, AfterTestExecutionCallback {

    private static final Path FILE = Docs.ROOT.resolve("target/torture.md");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Finding.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return findingOf(test);
    }

    @Override
    public void afterTestExecution(ExtensionContext test) throws IOException {
        if (test.getExecutionException().isPresent()) {
            return;
        }
        String finding = findingOf(test).text().orElseThrow(() -> new AssertionError("the test has no finding"));
        var row = TortureRow.of(test.getRequiredTestMethod().getAnnotation(Torture.class), finding);
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, List.of(row.toString()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(TortureRow.inDocs()).as("the rows of the docs").anyMatch(row::tells);
    }

    private static Finding findingOf(ExtensionContext test) {
        return test.getStore(Namespace.create(TortureTable.class, test.getUniqueId()))
                .computeIfAbsent(Finding.class);
    }
}
