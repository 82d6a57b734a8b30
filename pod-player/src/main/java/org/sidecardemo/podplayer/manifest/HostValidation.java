package org.sidecardemo.podplayer.manifest;

import java.net.InetAddress;
import java.net.Inet4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.sidecardemo.podplayer.release.Release;

/**
 * The API server's rules for a pod's names, addresses and ports on its host. Source: validatePodHostNetworkDeps,
 * ValidateHostAliases, validatePodDNSConfig, checkHostPortConflicts, validatePodHostName.
 */
final class HostValidation {

    private static final int MAX_NAMESERVERS = 3;
    private static final int MAX_SEARCHES = 32;
    private static final int MAX_SEARCH_CHARS = 2048;
    private static final int MAX_HOSTNAME_OVERRIDE = 64;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Release release;
    private final Findings findings;

    HostValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    /** @param pod whether the spec is a pod's own: a template's ports are completed only when pods are made of it */
    void spec(PodSpec spec, boolean pod, Path path) {
        ports(spec.getContainers(), path.child("containers"), new HashSet<>());
        for (Container container : spec.getInitContainers()) {
            // the API server leaves out which one it is
            ports(List.of(container), path.child("initContainers"), new HashSet<>());
        }
        if (Boolean.TRUE.equals(spec.getHostNetwork())) {
            hostNetwork(spec.getContainers(), pod, path.child("containers"));
        }
        if (Boolean.TRUE.equals(spec.getHostPID()) && Boolean.TRUE.equals(spec.getShareProcessNamespace())) {
            findings.invalid(path.child("shareProcessNamespace"), true,
                    "ShareProcessNamespace and HostPID cannot both be enabled");
        }
        if (Boolean.FALSE.equals(spec.getHostUsers())) {
            ownUsers(spec.getHostNetwork(), path.child("hostNetwork"));
            ownUsers(spec.getHostPID(), path.child("HostPID"));
            ownUsers(spec.getHostIPC(), path.child("HostIPC"));
        }
        dnsConfig(spec.getDnsConfig(), spec.getDnsPolicy(), path.child("dnsConfig"));
        hostnameOverride(spec, path.child("hostnameOverride"));
        label(spec.getHostname(), path.child("hostname"));
        label(spec.getSubdomain(), path.child("subdomain"));
        subdomain(spec.getNodeName(), path.child("nodeName"));
        for (int i = 0; i < spec.getHostAliases().size(); i++) {
            hostAlias(spec.getHostAliases().get(i), path.child("hostAliases").index(i));
        }
        if (spec.getRuntimeClassName() != null) {
            Names.subdomain(spec.getRuntimeClassName()).forEach(
                    wrong -> findings.invalid(path.child("runtimeClassName"), spec.getRuntimeClassName(), wrong));
        }
    }

    private void ownUsers(Boolean ofHost, Path path) {
        if (Boolean.TRUE.equals(ofHost)) {
            findings.forbidden(path, "when `hostUsers` is false");
        }
    }

    private void ports(List<Container> containers, Path path, Set<String> used) {
        for (int i = 0; i < containers.size(); i++) {
            List<ContainerPort> ports = containers.get(i).getPorts();
            for (int j = 0; j < ports.size(); j++) {
                ContainerPort port = ports.get(j);
                String host = "%s/%s/%d".formatted(port.getProtocol(),
                        port.getHostIP() == null ? "" : port.getHostIP(), number(port.getHostPort()));
                if (number(port.getHostPort()) != 0 && !used.add(host)) {
                    findings.duplicate(path.index(i).child("ports").index(j).child("hostPort"), host);
                }
            }
        }
    }

    private void hostNetwork(List<Container> containers, boolean pod, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            List<ContainerPort> ports = containers.get(i).getPorts();
            for (int j = 0; j < ports.size(); j++) {
                int host = number(ports.get(j).getHostPort());
                if ((pod || host != 0) && host != number(ports.get(j).getContainerPort())) {
                    findings.invalid(path.index(i).child("ports").index(j).child("hostPort"), host,
                            "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static int number(Integer port) {
        return port == null ? 0 : port;
    }

    private void dnsConfig(PodDNSConfig config, String policy, Path path) {
        boolean none = "None".equals(policy);
        if (none && config == null) {
            findings.required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
        } else if (none && config.getNameservers().isEmpty()) {
            findings.required(path.child("nameservers"),
                    "must provide at least one DNS nameserver when `dnsPolicy` is None");
        } else if (config != null) {
            dnsConfig(config, path);
        }
    }

    private void dnsConfig(PodDNSConfig config, Path path) {
        List<String> servers = config.getNameservers();
        if (servers.size() > MAX_NAMESERVERS) {
            tooMany(path.child("nameservers"), servers, "must not have more than 3 nameservers");
        }
        for (int i = 0; i < servers.size(); i++) {
            address(servers.get(i), path.child("nameservers").index(i));
        }
        List<String> searches = config.getSearches();
        if (searches.size() > MAX_SEARCHES) {
            tooMany(path.child("searches"), searches, "must not have more than 32 search paths");
        }
        if (String.join(" ", searches).length() > MAX_SEARCH_CHARS) {
            tooMany(path.child("searches"), searches,
                    "must not have more than 2048 characters (including spaces) in the search list");
        }
        for (int i = 0; i < searches.size(); i++) {
            search(searches.get(i), path.child("searches").index(i));
        }
        for (int i = 0; i < config.getOptions().size(); i++) {
            String name = config.getOptions().get(i).getName();
            if (name == null || name.isEmpty()) {
                findings.required(path.child("options").index(i), "must not be empty");
            }
        }
    }

    private void tooMany(Path path, List<String> values, String detail) {
        findings.add(path, "Invalid value: [" + Findings.quoted(values).replace("\", \"", "\",\"") + "]", detail);
    }

    private void search(String given, Path path) {
        String domain = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        if (!given.equals(".")) {
            Names.subdomainWithUnderscore(domain).forEach(wrong -> findings.invalid(path, domain, wrong));
        }
    }

    private void hostnameOverride(PodSpec spec, Path path) {
        String name = spec.getHostnameOverride();
        if (name == null) {
            return;
        }
        if (Boolean.TRUE.equals(spec.getSetHostnameAsFQDN())) {
            findings.forbidden(path, "may not be specified when setHostnameAsFQDN is true");
        }
        if (Boolean.TRUE.equals(spec.getHostNetwork())) {
            findings.forbidden(path, "may not be specified when hostNetwork is true");
        }
        if (name.length() > MAX_HOSTNAME_OVERRIDE) {
            findings.tooLong(path, MAX_HOSTNAME_OVERRIDE);
        }
        Names.subdomain(name).forEach(wrong -> findings.invalid(path, name, wrong));
    }

    private void hostAlias(HostAlias alias, Path path) {
        address(alias.getIp() == null ? "" : alias.getIp(), path.child("ip"));
        for (int i = 0; i < alias.getHostnames().size(); i++) {
            String name = alias.getHostnames().get(i);
            Path at = path.child("hostnames").index(i);
            Names.subdomain(name).forEach(wrong -> findings.invalid(at, name, wrong));
        }
    }

    /** Source: IsValidIPForLegacyField. */
    private void address(String given, Path path) {
        if (!isAddress(given)) {
            findings.invalid(path, given, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        } else if (release.isStrictWithAddresses()) {
            if (given.matches("(.*[.:])?0\\d+\\..*|.*\\.0\\d+")) {
                findings.invalid(path, given, "must not have leading 0s");
            } else if (given.contains(":") && InetAddress.ofLiteral(given) instanceof Inet4Address) {
                findings.invalid(path, given, "must not be an IPv4-mapped IPv6 address");
            }
        }
    }

    /** Without asking anybody for a name, and with none of the short forms of old. */
    private static boolean isAddress(String given) {
        if (IPV4.matcher(given).matches()) {
            return List.of(given.split("\\.")).stream().allMatch(part -> Integer.parseInt(part) < 256);
        }
        try {
            return given.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") && InetAddress.ofLiteral(given) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void label(String name, Path path) {
        if (name != null && !name.isEmpty()) {
            Names.label(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }

    private void subdomain(String name, Path path) {
        if (name != null && !name.isEmpty()) {
            Names.subdomain(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }
}
