using System.Text.Json.Nodes;
using WebsiteOperator.Kube;
using WebsiteOperator.Models;

namespace WebsiteOperator;

/// <summary>What a website consists of.</summary>
public static class WebsiteManifests
{
    public static IEnumerable<(string Path, JsonObject Manifest)> Of(Website site)
    {
        var (name, space) = (site.Metadata.Name, site.Metadata.Namespace);
        yield return ($"/api/v1/namespaces/{space}/configmaps/{name}", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = Metadata(site),
            ["data"] = new JsonObject { ["index.html"] = site.Spec.Page },
        });
        yield return (ResourcePath.Of<Deployment>(space, name), new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = Metadata(site),
            ["spec"] = new JsonObject
            {
                ["replicas"] = site.Spec.Replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = Labels(site) },
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Labels(site) }, ["spec"] = Pod(site) },
            },
        });
        yield return ($"/api/v1/namespaces/{space}/services/{name}", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = Metadata(site),
            ["spec"] = new JsonObject { ["selector"] = Labels(site), ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80 }) },
        });
    }

    private static JsonObject Pod(Website site) => new()
    {
        ["containers"] = new JsonArray(new JsonObject
        {
            ["name"] = "web",
            ["image"] = site.Spec.Image,
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 80 }),
            ["readinessProbe"] = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/", ["port"] = "http" }, ["periodSeconds"] = 5 },
            ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "page", ["mountPath"] = "/usr/share/nginx/html" }),
        }),
        ["volumes"] = new JsonArray(new JsonObject { ["name"] = "page", ["configMap"] = new JsonObject { ["name"] = site.Metadata.Name } }),
    };

    // The owner, so that the garbage collector takes all of it away with the website.
    private static JsonObject Metadata(Website site) => new()
    {
        ["name"] = site.Metadata.Name,
        ["labels"] = Labels(site),
        ["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = ResourcePath.ApiVersion<Website>(),
            ["kind"] = ResourcePath.Kind<Website>(),
            ["name"] = site.Metadata.Name,
            ["uid"] = site.Metadata.Uid,
            ["controller"] = true,
        }),
    };

    private static JsonObject Labels(Website site) => new() { ["app.kubernetes.io/name"] = "website", ["app.kubernetes.io/instance"] = site.Metadata.Name };
}
