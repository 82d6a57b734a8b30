package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;

/**
 * The API server's rules for pods of an operating system, and for what is of Windows alone. Source: validateOS, validateLinux,
 * validateWindows, validateWindowsSecurityContextOptions, validateWindowsHostProcessPod.
 */
final class WindowsValidation {

    private static final List<String> SYSTEMS = List.of("linux", "windows");
    private static final int MAX_CREDENTIAL_SPEC = 64 * 1024;
    private static final int MAX_DOMAIN = 256;
    private static final int MAX_USER = 104;
    private static final Pattern NET_BIOS = Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
    private static final String DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern DNS = Pattern.compile(DNS_LABEL + "(?:\\." + DNS_LABEL + ")*");
    private static final Pattern FORBIDDEN_IN_USER = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");

    private final Findings findings;

    WindowsValidation(Findings findings) {
        this.findings = findings;
    }

    void spec(PodSpec spec, Path path) {
        options(spec.getSecurityContext().getWindowsOptions(), path.child("securityContext").child("windowsOptions"));
        boolean linux = false;
        boolean windows = false;
        if (spec.getOs() != null) {
            String name = spec.getOs().getName() == null ? "" : spec.getOs().getName();
            if (name.isEmpty()) {
                findings.required(path.child("os").child("name"), "");
            }
            findings.supported(path.child("os"), name.isEmpty() ? null : name, SYSTEMS);
            linux = name.equals("linux");
            windows = name.equals("windows");
        }
        if (linux) {
            notOnLinux(spec.getSecurityContext().getWindowsOptions(), path);
        }
        if (windows) {
            pod(spec, path);
        }
        containers(spec.getContainers(), linux, windows, path.child("containers"));
        containers(spec.getInitContainers(), linux, windows, path.child("initContainers"));
        hostProcess(spec, path);
    }

    private void containers(List<Container> containers, boolean linux, boolean windows, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            SecurityContext context = containers.get(i).getSecurityContext();
            if (context == null) {
                continue;
            }
            options(context.getWindowsOptions(),
                    path.index(i).child("securityContext").child("windowsOptions"));
            if (linux) {
                notOnLinux(context.getWindowsOptions(), path.index(i));
            }
            if (windows) {
                container(context, path.index(i).child("securityContext"));
            }
        }
    }

    private void notOnLinux(WindowsSecurityContextOptions options, Path path) {
        if (options != null) {
            findings.forbidden(path.child("securityContext").child("windowsOptions"),
                    "windows options cannot be set for a linux pod");
        }
    }

    private void pod(PodSpec spec, Path path) {
        PodSecurityContext context = spec.getSecurityContext();
        Path at = path.child("securityContext");
        notOnWindows(context.getAppArmorProfile(), at.child("appArmorProfile"));
        notOnWindows(context.getSeLinuxOptions(), at.child("seLinuxOptions"));
        notOnWindows(context.getSeccompProfile(), at.child("seccompProfile"));
        notOnWindows(context.getFsGroup(), at.child("fsGroup"));
        notOnWindows(context.getFsGroupChangePolicy(), at.child("fsGroupChangePolicy"));
        notOnWindows(context.getSysctls().isEmpty() ? null : context.getSysctls(), at.child("sysctls"));
        notOnWindows(context.getRunAsUser(), at.child("runAsUser"));
        notOnWindows(context.getRunAsGroup(), at.child("runAsGroup"));
        notOnWindows(context.getSupplementalGroups().isEmpty() ? null : context.getSupplementalGroups(),
                at.child("supplementalGroups"));
        notOnWindows(context.getSupplementalGroupsPolicy(), at.child("supplementalGroupsPolicy"));
        notOnWindows(context.getSeLinuxChangePolicy(), at.child("seLinuxChangePolicy"));
        notOnWindows(spec.getHostUsers(), path.child("hostUsers"));
        notOnWindows(Boolean.TRUE.equals(spec.getHostPID()) ? true : null, path.child("hostPID"));
        notOnWindows(Boolean.TRUE.equals(spec.getHostIPC()) ? true : null, path.child("hostIPC"));
        notOnWindows(spec.getShareProcessNamespace(), path.child("shareProcessNamespace"));
    }

    private void container(SecurityContext context, Path path) {
        notOnWindows(context.getAppArmorProfile(), path.child("appArmorProfile"));
        notOnWindows(context.getSeLinuxOptions(), path.child("seLinuxOptions"));
        notOnWindows(context.getSeccompProfile(), path.child("seccompProfile"));
        notOnWindows(context.getCapabilities(), path.child("capabilities"));
        notOnWindows(context.getReadOnlyRootFilesystem(), path.child("readOnlyRootFilesystem"));
        notOnWindows(context.getPrivileged(), path.child("privileged"));
        notOnWindows(context.getAllowPrivilegeEscalation(), path.child("allowPrivilegeEscalation"));
        notOnWindows(context.getProcMount(), path.child("procMount"));
        notOnWindows(context.getRunAsUser(), path.child("runAsUser"));
        notOnWindows(context.getRunAsGroup(), path.child("runAsGroup"));
    }

    private void notOnWindows(Object value, Path path) {
        if (value != null) {
            findings.forbidden(path, "cannot be set for a windows pod");
        }
    }

    private void options(WindowsSecurityContextOptions options, Path path) {
        if (options == null) {
            return;
        }
        String name = options.getGmsaCredentialSpecName();
        if (name != null) {
            Names.subdomain(name)
                    .forEach(wrong -> findings.invalid(path.child("gmsaCredentialSpecName"), name, wrong));
        }
        String spec = options.getGmsaCredentialSpec();
        if (spec != null && spec.isEmpty()) {
            findings.invalid(path.child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec cannot be an empty string");
        } else if (spec != null && spec.length() > MAX_CREDENTIAL_SPEC) {
            findings.invalid(path.child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec size must be under 64 KiB");
        }
        if (options.getRunAsUserName() != null) {
            userName(options.getRunAsUserName(), path.child("runAsUserName"));
        }
    }

    private void userName(String name, Path path) {
        int backslash = name.indexOf('\\');
        if (name.isEmpty()) {
            findings.invalid(path, name, "runAsUserName cannot be an empty string");
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            findings.invalid(path, name, "runAsUserName cannot contain control characters");
        } else if (name.indexOf('\\', backslash + 1) >= 0 && backslash >= 0) {
            findings.invalid(path, name, "runAsUserName cannot contain more than one backslash");
        } else {
            if (backslash >= 0) {
                domain(name, name.substring(0, backslash), path);
            }
            user(name, name.substring(backslash + 1), path);
        }
    }

    private void domain(String name, String domain, Path path) {
        if (domain.length() >= MAX_DOMAIN) {
            findings.invalid(path, name, "runAsUserName's Domain length must be under 256 characters");
        }
        if (!NET_BIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
            findings.invalid(path, name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
        }
    }

    private void user(String name, String user, Path path) {
        if (user.isEmpty()) {
            findings.invalid(path, name, "runAsUserName's User cannot be empty");
        } else if (user.length() > MAX_USER) {
            findings.invalid(path, name, "runAsUserName's User length must not be longer than 104 characters");
        }
        if (user.matches("[. ]+")) {
            findings.invalid(path, name, "runAsUserName's User cannot contain only periods or spaces");
        }
        if (FORBIDDEN_IN_USER.matcher(user).find()) {
            findings.invalid(path, name,
                    "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
        }
    }

    private void hostProcess(PodSpec spec, Path path) {
        WindowsSecurityContextOptions options = spec.getSecurityContext().getWindowsOptions();
        Boolean ofPod = options == null ? null : options.getHostProcess();
        int count = hostProcesses(spec.getInitContainers(), ofPod, path.child("initContainers"))
                + hostProcesses(spec.getContainers(), ofPod, path.child("containers"));
        if (count > 0 && count < spec.getInitContainers().size() + spec.getContainers().size()) {
            findings.invalid(path, "",
                    "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        if (count > 0 && !Boolean.TRUE.equals(spec.getHostNetwork())) {
            findings.invalid(path.child("hostNetwork"), false,
                    "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    /** How many of these containers are processes of the host. */
    private int hostProcesses(List<Container> containers, Boolean ofPod, Path path) {
        int count = 0;
        for (int i = 0; i < containers.size(); i++) {
            SecurityContext context = containers.get(i).getSecurityContext();
            Boolean own = context == null || context.getWindowsOptions() == null
                    ? null
                    : context.getWindowsOptions().getHostProcess();
            if (own != null && ofPod != null && !own.equals(ofPod)) {
                findings.invalid(
                        path.index(i).child("securityContext").child("windowsOptions").child("hostProcess"), own,
                        "pod hostProcess value must be identical if both are specified, was " + ofPod);
            }
            count += Boolean.TRUE.equals(own == null ? ofPod : own) ? 1 : 0;
        }
        return count;
    }
}
