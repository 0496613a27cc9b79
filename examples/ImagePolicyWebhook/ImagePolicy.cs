using System.Text.Json.Nodes;

namespace ImagePolicyWebhook;

/// <summary>The policy: images come from the company's registry and carry a version.</summary>
public static class ImagePolicy
{
    private const string Registry = "registry.example.com/";

    public static Verdict Mutate(JsonObject pod)
    {
        var patch = new JsonArray();
        foreach (var (index, container) in Containers(pod).Index())
        {
            var image = container["image"]!.GetValue<string>();
            if (!image.Contains('/', StringComparison.Ordinal))
            {
                patch.Add(new JsonObject { ["op"] = "replace", ["path"] = $"/spec/containers/{index}/image", ["value"] = Registry + image });
            }
        }

        return patch.Count == 0 ? new Verdict() : new Verdict(Patch: patch, Warning: $"images without a registry are taken from {Registry.TrimEnd('/')}");
    }

    public static Verdict Validate(JsonObject pod)
    {
        var image = Containers(pod).Select(c => c["image"]!.GetValue<string>()).FirstOrDefault(i => i.EndsWith(":latest", StringComparison.Ordinal) || !i.Contains(':', StringComparison.Ordinal));
        return image is null ? new Verdict() : new Verdict(Refusal: $"image {image} has no version");
    }

    private static IEnumerable<JsonObject> Containers(JsonObject pod) => pod["spec"]!["containers"]!.AsArray().Select(c => c!.AsObject());
}
