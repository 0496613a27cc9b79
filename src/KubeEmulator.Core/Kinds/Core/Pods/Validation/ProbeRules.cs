using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Probes, and what they and life-cycle hooks do (core <c>validateProbe</c>, <c>validateHandler</c>).</summary>
internal static class ProbeRules
{
    private static readonly string[] Counts = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    /// <summary>The three probes of a container.</summary>
    public static void All(FieldErrors errors, FieldPath path, MapValue container, long? grace)
    {
        foreach (var member in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Map(member) is { } probe)
            {
                Probe(errors, path.Child(member), probe, grace);
                Special(errors, path.Child(member), probe, member == "readinessProbe");
            }
        }
    }

    /// <summary>Exactly one action; <paramref name="grace"/> is the pod's time to end.</summary>
    public static void Handler(FieldErrors errors, FieldPath path, MapValue handler, long? grace, bool isHook)
    {
        var any = false;
        foreach (var member in isHook ? (ReadOnlySpan<string>)["exec", "httpGet", "tcpSocket", "sleep"] : ["exec", "httpGet", "tcpSocket", "grpc"])
        {
            if (handler.Map(member) is not { } action)
            {
                continue;
            }

            if (any)
            {
                errors.Forbidden(path.Child(member), "may not specify more than 1 handler type");
            }
            else
            {
                any = true;
                Action(errors, path.Child(member), member, action, grace);
            }
        }

        if (!any)
        {
            errors.Required(path, "must specify a handler type");
        }
    }

    private static void Probe(FieldErrors errors, FieldPath path, MapValue probe, long? grace)
    {
        Handler(errors, path, probe, grace, isHook: false);
        foreach (var member in Counts)
        {
            errors.NonNegative(path, probe, member);
        }

        if (probe.Integer("terminationGracePeriodSeconds") is { } seconds and <= 0)
        {
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), seconds, "must be greater than 0");
        }
    }

    private static void Special(FieldErrors errors, FieldPath path, MapValue probe, bool readiness)
    {
        if (readiness)
        {
            if (probe["terminationGracePeriodSeconds"] is { } seconds and not NullValue)
            {
                errors.Invalid(path.Child("terminationGracePeriodSeconds"), seconds, "must not be set for readinessProbes");
            }
        }
        else if ((probe.Integer("successThreshold") ?? 0) is var threshold and not 1)
        {
            errors.Invalid(path.Child("successThreshold"), threshold, "must be 1");
        }
    }

    private static void Action(FieldErrors errors, FieldPath path, string member, MapValue action, long? grace)
    {
        switch (member)
        {
            case "exec":
                if (action.List("command") is not { Count: > 0 })
                {
                    errors.Required(path.Child("command"));
                }

                break;
            case "httpGet":
                HttpGet(errors, path, action);
                break;
            case "sleep":
                var seconds = action.Integer("seconds") ?? 0;
                if (grace is { } most && (seconds < 0 || seconds > most))
                {
                    errors.Invalid(path, seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({most})");
                }

                break;
            default:
                PortRules.NumberOrName(errors, path.Child("port"), action["port"]);
                break;
        }
    }

    private static void HttpGet(FieldErrors errors, FieldPath path, MapValue action)
    {
        errors.Present(path.Child("path"), action.StringOrEmpty("path"));
        PortRules.NumberOrName(errors, path.Child("port"), action["port"]);
        errors.OneOf(path.Child("scheme"), action.StringOrEmpty("scheme"), "HTTP", "HTTPS");
        foreach (var header in action.Maps("httpHeaders"))
        {
            errors.Faults(path.Child("httpHeaders"), header.StringOrEmpty("name"), TextRules.CheckHttpHeaderName(header.StringOrEmpty("name")));
        }
    }
}
