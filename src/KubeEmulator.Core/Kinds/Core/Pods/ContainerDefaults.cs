using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The defaults of a container.</summary>
internal static class ContainerDefaults
{
    public static MapValue Apply(MapValue container)
    {
        container = container.EditMaps("ports", static port => PodSpecDefaults.WithDefaultText(port, "protocol", "TCP"));
        container = container.EditMaps("env", Variable);
        container = container.EditMap("resources", RoundAmounts);
        container = container.EditMap("livenessProbe", Probe);
        container = container.EditMap("readinessProbe", Probe);
        container = container.EditMap("startupProbe", Probe);
        container = container.EditMap("lifecycle", static l => l.EditMap("postStart", Handler).EditMap("preStop", Handler));
        container = PodSpecDefaults.WithDefaultText(container, "terminationMessagePath", "/dev/termination-log");
        container = PodSpecDefaults.WithDefaultText(container, "terminationMessagePolicy", "File");
        return container.StringOrEmpty("imagePullPolicy").Length == 0
            ? container.With("imagePullPolicy", ImageTag.IsLatest(container.StringOrEmpty("image")) ? "Always" : "IfNotPresent")
            : container;
    }

    /// <summary>Amounts finer than a thousandth are rounded up.</summary>
    public static MapValue RoundAmounts(MapValue resources)
    {
        resources = resources.EditMap("limits", Rounded);
        return resources.EditMap("requests", Rounded);
    }

    /// <summary>A list of amounts without any finer than a thousandth.</summary>
    public static MapValue Rounded(MapValue amounts)
    {
        foreach (var (name, value) in amounts)
        {
            if (Quantity.From(value) is { } amount && amount.RoundUp(-3, out var exact) is var rounded && !exact)
            {
                amounts = amounts.With(name, rounded.Canonical());
            }
        }

        return amounts;
    }

    /// <summary>A fieldRef reads version v1.</summary>
    public static MapValue FieldRef(MapValue owner) =>
        owner.EditMap("fieldRef", static reference => PodSpecDefaults.WithDefaultText(reference, "apiVersion", "v1"));

    private static MapValue Variable(MapValue variable) => variable.EditMap("valueFrom", static from =>
        FieldRef(from).EditMap("fileKeyRef", static reference => reference.WithDefault("optional", false)));

    private static MapValue Probe(MapValue probe)
    {
        probe = PodSpecDefaults.WithDefaultNumber(Handler(probe), "timeoutSeconds", 1);
        probe = PodSpecDefaults.WithDefaultNumber(probe, "periodSeconds", 10);
        probe = PodSpecDefaults.WithDefaultNumber(probe, "successThreshold", 1);
        probe = PodSpecDefaults.WithDefaultNumber(probe, "failureThreshold", 3);
        return probe.EditMap("grpc", static grpc => grpc.WithDefault("service", StringValue.Empty));
    }

    private static MapValue Handler(MapValue handler) => handler.EditMap("httpGet", static get =>
        PodSpecDefaults.WithDefaultText(PodSpecDefaults.WithDefaultText(get, "path", "/"), "scheme", "HTTP"));
}
