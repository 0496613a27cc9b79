using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>Random partial deployments from a small vocabulary, so that different managers meet on the same fields often.</summary>
internal sealed class RandomDeployments(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int limit) => _random.Next(limit);

    /// <summary>A configuration as somebody would apply it.</summary>
    public MapValue Configuration()
    {
        var spec = new MapBuilder();
        Sometimes(() => spec.Set("replicas", _random.Next(3)));
        Sometimes(() => spec.Set("paused", _random.Next(2) == 0));
        Sometimes(() => spec.Set("selector", MapValue.Of(("matchLabels", Map()))));
        Sometimes(() => spec.Set("strategy", MapValue.Of(("type", Pick("Recreate", "RollingUpdate")))));
        Sometimes(() => spec.Set("template", Template()));
        var metadata = new MapBuilder { { "name", "web" }, { "namespace", "default" } };
        Sometimes(() => metadata.Set("labels", Map()));
        Sometimes(() => metadata.Set("finalizers", ListValue.From(Names("f").Select(n => (Value)n))));
        return new MapBuilder { { "apiVersion", "apps/v1" }, { "kind", "Deployment" }, { "metadata", metadata.Build() }, { "spec", spec.Build() } }.Build();
    }

    private MapValue Template()
    {
        var spec = new MapBuilder();
        Sometimes(() => spec.Set("containers", ListValue.From(Names("c").Select(Container))));
        Sometimes(() => spec.Set("nodeSelector", Map()));
        Sometimes(() => spec.Set("tolerations", ListValue.From(Names("t").Select(n => (Value)MapValue.Of(("key", n))))));
        return MapValue.Of(("spec", spec.Build()));
    }

    private Value Container(string name)
    {
        var container = new MapBuilder { { "name", name } };
        Sometimes(() => container.Set("image", Pick("a", "b")));
        Sometimes(() => container.Set("args", ListValue.From(Names("x").Select(n => (Value)n))));
        Sometimes(() => container.Set("ports", ListValue.From(Names("").Select(n => (Value)MapValue.Of(("containerPort", int.Parse(n, CultureInfo.InvariantCulture) + 80), ("name", Pick("h", "g")))))));
        Sometimes(() => container.Set("env", ListValue.From(Names("E").Select(n => (Value)MapValue.Of(("name", n), ("value", Pick("1", "2")))))));
        return container.Build();
    }

    private MapValue Map()
    {
        var map = new MapBuilder();
        foreach (var name in Names("k"))
        {
            map.Set(name, Pick("1", "2"));
        }

        return map.Build();
    }

    private IEnumerable<string> Names(string prefix) => Enumerable.Range(0, 4).Where(_ => _random.Next(2) == 0).OrderBy(_ => _random.Next()).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}")).ToArray();

    private string Pick(params string[] values) => values[_random.Next(values.Length)];

    private void Sometimes(Action action)
    {
        if (_random.Next(2) == 0)
        {
            action();
        }
    }
}
