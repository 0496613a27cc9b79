using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Storage;

/// <summary>Pods of about the shape (not the size) of real ones, in namespaces of 1,000.</summary>
internal static class BenchmarkPods
{
    public static readonly GroupResource Pods = new("", "pods");

    public static ObjectKey Key(int number) => new(Pods, string.Create(CultureInfo.InvariantCulture, $"ns-{number / 1000}"), string.Create(CultureInfo.InvariantCulture, $"web-{number % 1000:d4}"));

    public static KubeObject Pod(int number)
    {
        var key = Key(number);
        return new KubeObject((MapValue)Value.Parse(string.Create(CultureInfo.InvariantCulture, $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{key.Name}}}","namespace":"{{{key.Namespace}}}","uid":"{{{Guid(number)}}}","resourceVersion":"1",
            "labels":{"app":"web"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"{{{Guid(-1 - (number / 10))}}}","controller":true}]},
            "spec":{"nodeName":"node-{{{number % 500}}}","containers":[{"name":"web","image":"web:1"}]},"status":{"phase":"Pending"}}
            """)));
    }

    /// <summary>The pod in another phase; everything else is shared.</summary>
    public static KubeObject InPhase(KubeObject pod, string phase) => pod.WithStatus(MapValue.Of(("phase", StringValue.Of(phase))));

    private static string Guid(int number) => string.Create(CultureInfo.InvariantCulture, $"{(uint)number * 2654435761u:x8}-0000-4000-8000-{(uint)number:x12}");
}
