using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Security contexts of pods and containers (core <c>validatePodSpecSecurityContext</c>, <c>ValidateSecurityContext</c>).</summary>
internal static partial class SecurityContextRules
{
    private const string SysctlPattern = @"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    public static void Container(FieldErrors errors, FieldPath path, MapValue? context, bool hostUsers)
    {
        if (context is null)
        {
            return;
        }

        Ids(errors, path, context, "runAsUser", "runAsGroup");
        if (context.String("procMount") is { } proc)
        {
            errors.OneOf(path.Child("procMount"), proc, "Default", "Unmasked");
            if (hostUsers && proc == "Unmasked")
            {
                errors.Invalid(path.Child("procMount"), proc, "`hostUsers` must be false to use `Unmasked`");
            }
        }

        ProfileRules.Seccomp(errors, path.Child("seccompProfile"), context.Map("seccompProfile"));
        if (context.Bool("allowPrivilegeEscalation") == false)
        {
            NoEscalation(errors, path, context);
        }

        WindowsOptionRules.Check(errors, path.Child("windowsOptions"), context.Map("windowsOptions"));
        ProfileRules.AppArmor(errors, path.Child("appArmorProfile"), context.Map("appArmorProfile"));
    }

    public static void Pod(FieldErrors errors, FieldPath path, MapValue spec, PodRuleOptions options)
    {
        if (spec.Map("securityContext") is not { } context)
        {
            return;
        }

        Ids(errors, path, context, "fsGroup", "runAsUser", "runAsGroup");
        var index = 0;
        foreach (var group in context.List("supplementalGroups") ?? ListValue.Empty)
        {
            var id = group is NumberValue number && number.TryGetInt64(out var value) ? value : 0;
            errors.Faults(path.Child("supplementalGroups").Index(index++), id, TextRules.CheckUserOrGroupId(id));
        }

        if (spec.Bool("shareProcessNamespace") == true && spec.Bool("hostPID") == true)
        {
            errors.Invalid(path.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        Sysctls(errors, path.Child("sysctls"), spec, context, options);
        if (context.String("fsGroupChangePolicy") is { } change)
        {
            errors.OneOf(path.Child("fsGroupChangePolicy"), change, "Always", "OnRootMismatch");
        }

        ProfileRules.Seccomp(errors, path.Child("seccompProfile"), context.Map("seccompProfile"));
        WindowsOptionRules.Check(errors, path.Child("windowsOptions"), context.Map("windowsOptions"));
        ProfileRules.AppArmor(errors, path.Child("appArmorProfile"), context.Map("appArmorProfile"));
        if (context.String("supplementalGroupsPolicy") is { } groups)
        {
            errors.OneOf(path.Child("supplementalGroupsPolicy"), groups, "Merge", "Strict");
        }

        if (context.String("seLinuxChangePolicy") is { } label)
        {
            errors.OneOf(path.Child("seLinuxChangePolicy"), label, options.AllowOnlyRecursiveSelinuxChangePolicy ? ["Recursive"] : ["MountOption", "Recursive"]);
        }
    }

    private static void Ids(FieldErrors errors, FieldPath path, MapValue context, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (context.Integer(member) is { } id)
            {
                errors.Faults(path.Child(member), id, TextRules.CheckUserOrGroupId(id));
            }
        }
    }

    private static void NoEscalation(FieldErrors errors, FieldPath path, MapValue context)
    {
        if (context.Bool("privileged") == true)
        {
            errors.InvalidText(path, Text(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        foreach (var _ in (context.Map("capabilities") ?? MapValue.Empty).Strings("add").Where(c => c == "CAP_SYS_ADMIN"))
        {
            errors.InvalidText(path, Text(context), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static string Text(MapValue context) => InternalText.Of(context, "io.k8s.api.core.v1.SecurityContext");

    private static void Sysctls(FieldErrors errors, FieldPath path, MapValue spec, MapValue context, PodRuleOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var sysctl in context.Maps("sysctls"))
        {
            var (at, name) = (path.Index(index++).Child("name"), sysctl.StringOrEmpty("name"));
            if (name.Length == 0)
            {
                errors.Required(at);
            }
            else if (name.Length > 253 || !SysctlName().IsMatch(name))
            {
                errors.Invalid(at, name, $"must have at most 253 characters and match regex {SysctlPattern}");
            }
            else if (names.Contains(name))
            {
                errors.Duplicate(at, name);
            }

            names.Add(name);
            if (!options.AllowNamespacedSysctlsForHostNetwork)
            {
                HostSysctl(errors, at, name.Replace('/', '.'), name, spec);
            }
        }
    }

    // component-helpers node/util/sysctl: which namespaces a sysctl belongs to.
    private static void HostSysctl(FieldErrors errors, FieldPath path, string dotted, string name, MapValue spec)
    {
        var isNet = dotted.StartsWith("net.", StringComparison.Ordinal);
        var isIpc = dotted is "kernel.sem" || dotted.StartsWith("kernel.shm", StringComparison.Ordinal)
            || dotted.StartsWith("kernel.msg", StringComparison.Ordinal) || dotted.StartsWith("fs.mqueue.", StringComparison.Ordinal);
        if (isNet && spec.Bool("hostNetwork") == true)
        {
            errors.Invalid(path, name, "may not be specified when 'hostNetwork' is true");
        }
        else if (isIpc && spec.Bool("hostIPC") == true)
        {
            errors.Invalid(path, name, "may not be specified when 'hostIPC' is true");
        }
    }

    [GeneratedRegex(@"\A([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SysctlName();
}
