using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.CustomResources;

/// <summary>A custom resource of 4 KB whose definition has 20 rules, of the sort that operators write.</summary>
internal static class RuledResource
{
    private static readonly string[] Rules =
    [
        "self.minReplicas <= self.replicas",
        "self.replicas <= self.maxReplicas",
        "self.replicas == 0 || size(self.containers) > 0",
        "self.containers.all(c, c.image.startsWith('registry.example.com/'))",
        "self.containers.all(c, c.name.matches('^[a-z0-9-]+$'))",
        "self.containers.exists(c, c.name == 'main')",
        "self.containers.all(c, c.ports.all(p, p > 0 && p < 65536))",
        "self.containers.all(c, size(c.name) + size(c.image) < 250)",
        "!has(self.schedule) || self.schedule.split(' ').size() == 5",
        "quantity(self.memory).isGreaterThan(quantity('64Mi'))",
        "self.host.lowerAscii() == self.host",
        "self.host.endsWith('.example.com')",
        "isURL(self.callback) && url(self.callback).getScheme() == 'https'",
        "isIP(self.address) && ip(self.address).family() == 4",
        "self.labels.all(k, size(k) <= 63)",
        "self.mode in ['Blue', 'Green']",
        "self.mode != 'Green' || self.maxReplicas < 100",
        "duration(self.timeout) <= duration('1h')",
        "self.notes.all(n, size(n) < 1000)",
        "size(self.labels) < 50 && size(self.notes) < 50",
    ];

    public static string Definition => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: ruleds.example.com}
        spec:
          group: example.com
          names: {kind: Ruled, plural: ruleds}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      replicas: {type: integer}
                      minReplicas: {type: integer}
                      maxReplicas: {type: integer}
                      schedule: {type: string, maxLength: 100}
                      memory: {type: string, maxLength: 20}
                      host: {type: string, maxLength: 253}
                      callback: {type: string, maxLength: 500}
                      address: {type: string, maxLength: 50}
                      mode: {type: string, maxLength: 10}
                      timeout: {type: string, maxLength: 10}
                      labels: {type: object, maxProperties: 50, additionalProperties: {type: string, maxLength: 100} }
                      notes: {type: array, maxItems: 50, items: {type: string, maxLength: 1000} }
                      containers:
                        type: array
                        maxItems: 20
                        items:
                          type: object
                          required: [name, image]
                          properties:
                            name: {type: string, maxLength: 63}
                            image: {type: string, maxLength: 200}
                            ports: {type: array, maxItems: 10, items: {type: integer} }
                    x-kubernetes-validations:
        {{string.Concat(Rules.Select(r => $"            - {{rule: \"{r}\"}}\n"))}}
        """;

    /// <summary>The object.</summary>
    public static MapValue Document(string name) => MapValue.Of(
        ("apiVersion", "example.com/v1"),
        ("kind", "Ruled"),
        ("metadata", MapValue.Of(("name", name), ("namespace", "default"))),
        ("spec", Spec));

    private static readonly MapValue Spec = MapValue.Of(
        ("replicas", 3),
        ("minReplicas", 1),
        ("maxReplicas", 9),
        ("schedule", "0 4 * * *"),
        ("memory", "256Mi"),
        ("host", "shop.example.com"),
        ("callback", "https://shop.example.com/done"),
        ("address", "192.0.2.7"),
        ("mode", "Green"),
        ("timeout", "90s"),
        ("labels", Labels()),
        ("notes", ListValue.From(Enumerable.Range(0, 20).Select(i => (Value)string.Create(CultureInfo.InvariantCulture, $"note {i}: {new string('x', 90)}")))),
        ("containers", ListValue.From(Enumerable.Range(0, 8).Select(Container))));

    private static MapValue Labels()
    {
        var labels = new MapBuilder();
        for (var i = 0; i < 12; i++)
        {
            labels.Set($"example.com/label-{i.ToString(CultureInfo.InvariantCulture)}", "some value");
        }

        return labels.Build();
    }

    private static Value Container(int index) => MapValue.Of(
        ("name", index == 7 ? "main" : string.Create(CultureInfo.InvariantCulture, $"helper-{index}")),
        ("image", string.Create(CultureInfo.InvariantCulture, $"registry.example.com/team/image-{index}:1.2.3")),
        ("ports", ListValue.Of(8080, 8443)));
}
