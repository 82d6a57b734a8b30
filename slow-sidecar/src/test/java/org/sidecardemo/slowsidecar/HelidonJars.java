package org.sidecardemo.slowsidecar;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import io.helidon.metadata.hson.Hson;

/** Helidon's jars on the class path, and what they say of their services. */
final class HelidonJars {

    static final String MANIFEST = "META-INF/helidon/manifest";

    private static final String SERVICES = "META-INF/services/";

    private HelidonJars() {}

    /** The files that the jars' manifests list: Helidon reads them when it starts, and dies if one is missing. */
    static Set<String> filesOfManifests() throws IOException {
        return linesOf(MANIFEST);
    }

    /** The descriptors of services, each of which Helidon takes from a field INSTANCE. */
    static Set<String> descriptors() throws IOException {
        Set<String> descriptors = new TreeSet<>();
        for (String file : filesOfManifests()) {
            if (file.endsWith("/service-registry.json")) {
                for (Hson.Struct module : json(file).asArray().getStructs()) {
                    for (Hson.Struct service : module.structArray("services").orElseThrow()) {
                        descriptors.add(service.stringValue("descriptor").orElseThrow());
                    }
                }
            }
        }
        return descriptors;
    }

    /** The types whose providers are looked up: those that a service.loader names, and those of the ServiceLoader. */
    static Set<String> serviceTypes() throws IOException {
        Set<String> types = new TreeSet<>();
        for (String file : filesOfManifests()) {
            if (file.endsWith("/service.loader")) {
                types.addAll(linesOf(file));
            }
        }
        for (String file : entries(SERVICES + "io.helidon")) {
            types.add(file.substring(SERVICES.length()));
        }
        return types;
    }

    /** What the ServiceLoader makes by constructors without parameters. */
    static Set<String> providers() throws IOException {
        Set<String> providers = new TreeSet<>();
        for (String file : entries(SERVICES + "io.helidon")) {
            providers.addAll(linesOf(file));
        }
        return providers;
    }

    static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (String file : entries("io/helidon/")) {
            if (file.endsWith(".class") && !file.endsWith("-info.class")) {
                classes.add(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
            }
        }
        return classes;
    }

    static Hson.Value<?> json(String name) throws IOException {
        try (InputStream in = HelidonJars.class.getClassLoader().getResourceAsStream(name)) {
            return Hson.parse(in);
        }
    }

    /** The files of all jars whose path begins so. */
    private static Set<String> entries(String prefix) throws IOException {
        Set<String> entries = new TreeSet<>();
        for (String file : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (file.endsWith(".jar")) {
                try (var jar = new JarFile(file)) {
                    jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith(prefix)).forEach(entries::add);
                }
            }
        }
        return entries;
    }

    /** The lines of all files of this name, without comments. */
    private static Set<String> linesOf(String name) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (URL file : HelidonJars.class.getClassLoader().resources(name).toList()) {
            try (InputStream in = file.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(lines::add);
            }
        }
        return lines;
    }
}
