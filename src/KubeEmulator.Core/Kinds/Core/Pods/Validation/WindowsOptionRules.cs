using System.Text;
using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Options for Windows and what pods there cannot have.</summary>
internal static partial class WindowsOptionRules
{
    private static readonly System.Buffers.SearchValues<char> UserStops = System.Buffers.SearchValues.Create("\"/\\:;|=,+*?<>@[]");

    private static readonly string[] PodContext =
    [
        "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "!shareProcessNamespace", "runAsUser", "runAsGroup",
        "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy",
    ];

    private static readonly string[] ContainerContext =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
        "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ];

    public static void Check(FieldErrors errors, FieldPath path, MapValue? options)
    {
        if (options?.String("gmsaCredentialSpecName") is { } name)
        {
            errors.Subdomain(path.Child("gmsaCredentialSpecName"), name);
        }

        if (options?.String("gmsaCredentialSpec") is { } spec)
        {
            if (spec.Length == 0)
            {
                errors.Invalid(path.Child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec cannot be an empty string");
            }
            else if (Encoding.UTF8.GetByteCount(spec) > 64 * 1024)
            {
                errors.Invalid(path.Child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec size must be under 64 KiB");
            }
        }

        if (options?.String("runAsUserName") is { } user)
        {
            foreach (var fault in UserFaults(user))
            {
                errors.Invalid(path.Child("runAsUserName"), user, "runAsUserName" + fault);
            }
        }
    }

    /// <summary>HostProcess containers: all or none, and in the node's network.</summary>
    public static void HostProcess(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var pod = spec.Map("securityContext")?.Map("windowsOptions")?.Bool("hostProcess");
        var (all, host) = (0, 0);
        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            all++;
            var own = container.Map("securityContext")?.Map("windowsOptions")?.Bool("hostProcess");
            if (pod is { } expected && own is { } actual && expected != actual)
            {
                errors.Invalid(
                    at.Child("securityContext").Child("windowsOptions").Child("hostProcess"),
                    actual,
                    $"pod hostProcess value must be identical if both are specified, was {(expected ? "true" : "false")}");
            }

            host += (own ?? pod) == true ? 1 : 0;
        }

        if (host == 0)
        {
            return;
        }

        if (host != all)
        {
            errors.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }

        if (spec.Bool("hostNetwork") != true)
        {
            errors.Invalid(path.Child("hostNetwork"), false, "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    /// <summary>What the named operating system does not have.</summary>
    public static void OperatingSystem(FieldErrors errors, FieldPath path, MapValue spec)
    {
        if (spec.Map("os") is not { } os)
        {
            return;
        }

        var name = os.StringOrEmpty("name");
        if (name is "linux" or "windows")
        {
            NotFor(errors, path, spec, name);
        }
        else if (errors.Present(path.Child("os").Child("name"), name))
        {
            errors.NotSupported(path.Child("os"), name, "linux", "windows");
        }
    }

    private static void NotFor(FieldErrors errors, FieldPath path, MapValue spec, string os)
    {
        var context = spec.Map("securityContext") ?? MapValue.Empty;
        var at = path.Child("securityContext");
        if (os == "linux")
        {
            Absent(errors, at, context, "windows options cannot be set for a linux pod", "windowsOptions");
        }
        else
        {
            const string text = "cannot be set for a windows pod";
            Absent(errors, at, context, text, "appArmorProfile", "seLinuxOptions");
            Absent(errors, path, spec, text, "hostUsers", "hostPID", "hostIPC");
            foreach (var member in PodContext)
            {
                Absent(errors, member[0] == '!' ? path : at, member[0] == '!' ? spec : context, text, member.TrimStart('!'));
            }
        }

        foreach (var (container, containerPath) in PodContainers.Visit(spec, path))
        {
            var own = container.Map("securityContext") ?? MapValue.Empty;
            var ownPath = containerPath.Child("securityContext");
            Absent(errors, ownPath, own, os == "linux" ? "windows options cannot be set for a linux pod" : "cannot be set for a windows pod", os == "linux" ? ["windowsOptions"] : ContainerContext);
        }
    }

    private static void Absent(FieldErrors errors, FieldPath path, MapValue map, string text, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (!map[member].IsNullOrAbsent() && (member is not ("hostPID" or "hostIPC") || map.Bool(member) == true) && map[member] is not ListValue { Count: 0 })
            {
                errors.Forbidden(path.Child(member), text);
            }
        }
    }

    private static IEnumerable<string> UserFaults(string name)
    {
        var parts = name.Split('\\');
        if (name.Length == 0 || name.Any(char.IsControl) || parts.Length > 2)
        {
            yield return name.Length == 0 ? " cannot be an empty string"
                : name.Any(char.IsControl) ? " cannot contain control characters"
                : " cannot contain more than one backslash";
            yield break;
        }

        var (domain, user) = parts.Length == 2 ? (parts[0], parts[1]) : (null, parts[0]);
        if (domain?.Length >= 256)
        {
            yield return "'s Domain length must be under 256 characters";
        }

        if (domain is not null && !NetBios().IsMatch(domain) && !Dns().IsMatch(domain))
        {
            yield return "'s Domain doesn't match the NetBios nor the DNS format";
        }

        if (user.Length is 0 or > 104)
        {
            yield return user.Length == 0 ? "'s User cannot be empty" : "'s User length must not be longer than 104 characters";
        }

        if (user.Length > 0 && user.All(c => c is '.' or ' '))
        {
            yield return "'s User cannot contain only periods or spaces";
        }

        if (user.AsSpan().ContainsAny(UserStops))
        {
            yield return "'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
        }
    }

    [GeneratedRegex("""\A[^\\/:\*\?"<>|\.][^\\/:\*\?"<>|]{0,14}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex NetBios();

    [GeneratedRegex(@"\A[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dns();
}
