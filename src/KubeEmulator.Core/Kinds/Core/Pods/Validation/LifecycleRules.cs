using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Hooks at the start and end of a container, and when it is started again.</summary>
internal static class LifecycleRules
{
    private const int MostRules = 20;
    private const int MostExitCodes = 255;

    public static void Lifecycle(FieldErrors errors, FieldPath path, MapValue? lifecycle, long? grace)
    {
        foreach (var member in (ReadOnlySpan<string>)["postStart", "preStop"])
        {
            if (lifecycle?.Map(member) is { } handler)
            {
                ProbeRules.Handler(errors, path.Child(member), handler, grace, isHook: true);
            }
        }
    }

    /// <summary>The restart policy of a single container and its rules by exit code.</summary>
    public static void RestartPolicy(FieldErrors errors, FieldPath path, MapValue container)
    {
        var rules = container.Maps("restartPolicyRules").ToArray();
        if (container.String("restartPolicy") is { } policy)
        {
            errors.OneOf(path.Child("restartPolicy"), policy, "Always", "Never", "OnFailure");
        }
        else if (rules.Length == 0)
        {
            return;
        }
        else
        {
            errors.Required(path.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }

        if (rules.Length > MostRules)
        {
            errors.TooMany(path.Child("restartPolicyRules"), rules.Length, MostRules);
        }

        for (var i = 0; i < rules.Length; i++)
        {
            Rule(errors, path.Child("restartPolicyRules").Index(i), rules[i]);
        }
    }

    /// <summary>The restart policy of an init container: rules alone say nothing else.</summary>
    public static void InitRestartPolicy(FieldErrors errors, FieldPath path, MapValue container)
    {
        if (container.String("restartPolicy") is not null)
        {
            RestartPolicy(errors, path, container);
        }
        else if (container.List("restartPolicyRules") is { Count: > 0 })
        {
            errors.Required(path.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule)
    {
        errors.OneOf(path.Child("action"), rule.StringOrEmpty("action"), "Restart", "RestartAllContainers");
        if (rule.Map("exitCodes") is not { } codes)
        {
            errors.Required(path.Child("exitCodes"), "must be specified");
            return;
        }

        errors.OneOf(path.Child("exitCodes").Child("operator"), codes.StringOrEmpty("operator"), "In", "NotIn");
        if (codes.List("values") is { Count: > MostExitCodes } values)
        {
            errors.TooMany(path.Child("exitCodes").Child("values"), values.Count, MostExitCodes);
        }
    }
}
