package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;

/**
 * The API server's rules for who a process is. Source: ValidateSecurityContext, validatePodSpecSecurityContext.
 */
final class SecurityContextValidation {

    private static final List<String> SECCOMP_TYPES = List.of("Localhost", "RuntimeDefault", "Unconfined");

    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final String LOCALHOST = "localhost/";
    private static final int MAX_SYSCTL = 253;
    private static final String SYSCTL_SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private static final String SYSCTL = "(" + SYSCTL_SEGMENT + "[\\./])*" + SYSCTL_SEGMENT;

    private final Findings findings;

    SecurityContextValidation(Findings findings) {
        this.findings = findings;
    }

    /** @param ownUsers whether the pod has users of its own, which aren't the host's */
    void container(SecurityContext context, boolean ownUsers, Path path) {
        if (context != null) {
            procMount(context.getProcMount(), ownUsers, path.child("procMount"));
            appArmor(context.getAppArmorProfile(), path.child("appArmorProfile"));
            id(context.getRunAsUser(), path.child("runAsUser"));
            id(context.getRunAsGroup(), path.child("runAsGroup"));
            seccomp(context.getSeccompProfile(), path.child("seccompProfile"));
            escalation(context, path);
        }
    }

    private void escalation(SecurityContext context, Path path) {
        if (!Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())) {
            return;
        }
        if (Boolean.TRUE.equals(context.getPrivileged())) {
            findings.add(path, "Invalid value: " + GoText.of(context),
                    "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        if (context.getCapabilities() != null && context.getCapabilities().getAdd().contains("CAP_SYS_ADMIN")) {
            findings.add(path, "Invalid value: " + GoText.of(context),
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    void pod(PodSpec spec, Path specPath) {
        PodSecurityContext context = spec.getSecurityContext();
        Path path = specPath.child("securityContext");
        for (int i = 0; i < context.getSysctls().size(); i++) {
            sysctl(context, i, spec, path.child("sysctls").index(i).child("name"));
        }
        findings.supported(path.child("fsGroupChangePolicy"), context.getFsGroupChangePolicy(),
                List.of("Always", "OnRootMismatch"));
        findings.supported(path.child("supplementalGroupsPolicy"), context.getSupplementalGroupsPolicy(),
                List.of("Merge", "Strict"));
        findings.supported(path.child("seLinuxChangePolicy"), context.getSeLinuxChangePolicy(),
                List.of("MountOption", "Recursive"));
        appArmor(context.getAppArmorProfile(), path.child("appArmorProfile"));
        id(context.getFsGroup(), path.child("fsGroup"));
        id(context.getRunAsUser(), path.child("runAsUser"));
        id(context.getRunAsGroup(), path.child("runAsGroup"));
        List<Long> groups = context.getSupplementalGroups();
        for (int i = 0; i < groups.size(); i++) {
            id(groups.get(i), path.child("supplementalGroups").index(i));
        }
        seccomp(context.getSeccompProfile(), path.child("seccompProfile"));
    }

    /** The annotations that named profiles before there were fields. Source: ValidateAppArmorPodAnnotations. */
    void appArmor(Map<String, String> annotations, Set<String> containers, Path path) {
        annotations.forEach((key, profile) -> {
            if (!key.startsWith(APP_ARMOR)) {
                return;
            }
            String container = key.substring(APP_ARMOR.length());
            if (!containers.contains(container)) {
                findings.invalid(path.key(key), container, "container not found");
            }
            if (!profile.isEmpty() && !profile.equals("runtime/default") && !profile.equals("unconfined")
                    && !profile.startsWith(LOCALHOST)) {
                findings.invalid(path.key(key), profile,
                        "invalid AppArmor profile name: " + Findings.shown(profile));
            }
        });
    }

    /**
     * An annotation and the field that says the same must agree.
     *
     * @param inherited the pod's own profile, where it is not overwritten by the annotation; null if there is none
     */
    void appArmor(Map<String, String> annotations, Container container, AppArmorProfile inherited, Path path) {
        SecurityContext context = container.getSecurityContext();
        AppArmorProfile profile = context == null || context.getAppArmorProfile() == null
                ? inherited
                : context.getAppArmorProfile();
        String annotation = annotations.get(APP_ARMOR + container.getName());
        if (profile == null || profile.getType() == null || annotation == null) {
            return;
        }
        boolean sameType = switch (profile.getType()) {
            case "Unconfined" -> annotation.equals("unconfined");
            case "RuntimeDefault" -> annotation.equals("runtime/default");
            case "Localhost" -> annotation.startsWith(LOCALHOST);
            default -> true;
        };
        if (!sameType) {
            findings.forbidden(path.child("type"), "apparmor type in annotation and field must match");
        } else if (profile.getType().equals("Localhost")
                && !annotation.equals(LOCALHOST + profile.getLocalhostProfile())) {
            findings.forbidden(path.child("localhostProfile"), "apparmor profile in annotation and field must match");
        }
    }

    /** Source: ValidateAppArmorProfileField. */
    private void appArmor(AppArmorProfile profile, Path path) {
        if (profile == null) {
            return;
        }
        String type = profile.getType() == null ? "" : profile.getType();
        String name = profile.getLocalhostProfile();
        Path at = path.child("localhostProfile");
        if (type.isEmpty()) {
            findings.required(path.child("type"), "type is required when appArmorProfile is set");
        } else if (!type.equals("Localhost")) {
            findings.supported(path.child("type"), type, SECCOMP_TYPES);
            if (name != null && SECCOMP_TYPES.contains(type)) {
                findings.invalid(at, name, "can only be set when AppArmor type is Localhost");
            }
        } else if (name == null || name.isEmpty()) {
            findings.required(at, "must be set when AppArmor type is Localhost");
        } else if (!name.equals(name.strip())) {
            findings.invalid(at, name, "must not be padded with whitespace");
        }
    }

    private void procMount(String type, boolean ownUsers, Path path) {
        findings.supported(path, type, List.of("Default", "Unmasked"));
        if ("Unmasked".equals(type) && !ownUsers) {
            findings.invalid(path, type, "`hostUsers` must be false to use `Unmasked`");
        }
    }

    /** Source: validateSysctls, ValidateHostSysctl. */
    private void sysctl(PodSecurityContext context, int index, PodSpec spec, Path path) {
        String name = context.getSysctls().get(index).getName();
        if (name == null || name.isEmpty()) {
            findings.required(path, "");
            return;
        }
        if (name.length() > MAX_SYSCTL || !name.matches(SYSCTL)) {
            findings.invalid(path, name, "must have at most %d characters and match regex ^%s$".formatted(MAX_SYSCTL,
                    SYSCTL));
        } else if (context.getSysctls().subList(0, index).stream().anyMatch(other -> name.equals(other.getName()))) {
            findings.duplicate(path, name);
        }
        String dotted = name.replace('/', '.');
        if (Boolean.TRUE.equals(spec.getHostNetwork()) && dotted.startsWith("net.")) {
            findings.invalid(path, name, "may not be specified when 'hostNetwork' is true");
        }
        if (Boolean.TRUE.equals(spec.getHostIPC())
                && (dotted.matches("kernel\\.(shm.*|msg.*|sem)") || dotted.startsWith("fs.mqueue."))) {
            findings.invalid(path, name, "may not be specified when 'hostIPC' is true");
        }
    }

    private void id(Long id, Path path) {
        if (id != null && (id < 0 || id > Integer.MAX_VALUE)) {
            findings.invalid(path, id, "must be between 0 and " + Integer.MAX_VALUE + ", inclusive");
        }
    }

    private void seccomp(SeccompProfile profile, Path path) {
        if (profile != null) {
            String type = profile.getType() == null ? "" : profile.getType();
            boolean localhost = type.equals("Localhost");
            if (type.isEmpty()) {
                findings.required(path.child("type"), "type is required when seccompProfile is set");
            } else {
                findings.supported(path.child("type"), type, SECCOMP_TYPES);
            }
            if (localhost && ContainerValidation.isEmpty(profile.getLocalhostProfile())) {
                findings.required(path.child("localhostProfile"), "must be set when seccomp type is Localhost");
            }
            if (!localhost && profile.getLocalhostProfile() != null) {
                findings.add(path.child("localhostProfile"), "Invalid value: " + GoText.of(profile),
                        "can only be set when seccomp type is Localhost");
            }
        }
    }
}
