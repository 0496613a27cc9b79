using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where an Ingress sends requests: a Service's port or another object.</summary>
internal static class IngressBackendRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue backend)
    {
        switch (backend.Map("resource"), backend.Map("service"))
        {
            case ({ }, { }):
                errors.Invalid(path, "", "cannot set both resource and service backends");
                break;
            case ({ } resource, null):
                Reference(errors, path.Child("resource"), resource);
                break;
            case (null, { } service):
                Service(errors, path, service);
                break;
            default:
                errors.Invalid(path, "", "resource or service backend is required");
                break;
        }
    }

    /// <summary>A reference to an object of a kind; also IngressClasses have one.</summary>
    public static void Reference(FieldErrors errors, FieldPath path, MapValue reference)
    {
        if (reference.String("apiGroup") is { } group)
        {
            errors.Subdomain(path.Child("apiGroup"), group);
        }

        foreach (var member in (ReadOnlySpan<string>)["kind", "name"])
        {
            PathSegment(errors, path.Child(member), reference.StringOrEmpty(member));
        }
    }

    /// <summary>A text that must be there and can stand in a URL.</summary>
    public static void PathSegment(FieldErrors errors, FieldPath path, string text)
    {
        if (errors.Present(path, text))
        {
            errors.Faults(path, text, NameRules.CheckPathSegment(text));
        }
    }

    private static void Service(FieldErrors errors, FieldPath path, MapValue service)
    {
        var (at, name) = (path.Child("service"), service.StringOrEmpty("name"));
        if (errors.Present(at.Child("name"), name))
        {
            errors.Label(at.Child("name"), name);
        }

        var (portName, number) = (service.Map("port")?.StringOrEmpty("name") ?? "", service.Map("port")?.Integer("number") ?? 0);
        switch (portName.Length > 0, number != 0)
        {
            case (true, true):
                errors.Invalid(path, "", "cannot set both port name & port number");
                break;
            case (true, false):
                errors.Faults(at.Child("port").Child("name"), portName, TextRules.CheckPortName(portName));
                break;
            case (false, true):
                errors.Faults(at.Child("port").Child("number"), number, TextRules.CheckPort(number));
                break;
            default:
                errors.Required(path, "port name or number is required");
                break;
        }
    }
}
