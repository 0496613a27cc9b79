namespace KubeEmulator.Bootstrap;

/// <summary>The templates of this process, each made when the first cluster asks for it. Thread-safe.</summary>
internal static class TemplateCatalog
{
    // A template is a quarter of a megabyte, and a process has few sorts of clusters.
    private const int MostKept = 16;

    private static readonly Lock Gate = new();
    private static readonly LinkedList<Known> Latest = new();
    private static readonly Lazy<TemplateLog> Baked = new(ReadBaked);

    /// <summary>The template for clusters with these options; those that start at the same time wait for one.</summary>
    public static async ValueTask<ClusterTemplate> ForAsync(EmulatedClusterOptions options)
    {
        var known = Find(TemplateKey.Of(options), options);
        try
        {
            return await known.Template.Value.ConfigureAwait(false);
        }
        catch
        {
            // The next one tries anew.
            lock (Gate)
            {
                Latest.Remove(known);
            }

            throw;
        }
    }

    private static Known Find(TemplateKey key, EmulatedClusterOptions options)
    {
        lock (Gate)
        {
            var known = Latest.FirstOrDefault(k => k.Key == key);
            if (known is not null)
            {
                Latest.Remove(known);
            }
            else
            {
                known = new Known(key, new Lazy<Task<ClusterTemplate>>(() => Read(key) is { } read ? Task.FromResult(read) : BeginAsync(options, key.UsualNode)));
            }

            Latest.AddFirst(known);
            if (Latest.Count > MostKept)
            {
                Latest.RemoveLast();
            }

            return known;
        }
    }

    // Nothing of whoever happens to be the first, such as its traces, belongs to the template.
    private static Task<ClusterTemplate> BeginAsync(EmulatedClusterOptions options, bool usualNode)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => MakeAsync(options, usualNode));
        }
    }

    private static async Task<ClusterTemplate> MakeAsync(EmulatedClusterOptions options, bool usualNode)
    {
        var log = await TemplateRun.MakeAsync(options, usualNode).ConfigureAwait(false);
        return new ClusterTemplate(log, log.Begun, log.Settled);
    }

    // The template of usual clusters, which is there to be read; null of any other.
    private static ClusterTemplate? Read(TemplateKey key)
    {
        if (key == TemplateKey.UsualApi)
        {
            return new ClusterTemplate(Baked.Value, Baked.Value.Alone, Baked.Value.Alone);
        }

        if (key with { UsualNode = true } == TemplateKey.Usual)
        {
            return new ClusterTemplate(Baked.Value, Baked.Value.Begun, key.UsualNode ? Baked.Value.Settled : Baked.Value.Bare);
        }

        return null;
    }

    // Most clusters are the usual ones, and the first of a process shall not have to compile the way of all its objects through the pipeline.
    private static TemplateLog ReadBaked()
    {
        using var text = typeof(TemplateCatalog).Assembly.GetManifestResourceStream("schemas/start.jsonl")!;
        var bytes = new byte[text.Length];
        text.ReadExactly(bytes);
        return TemplateText.Read(bytes);
    }

    private sealed class Known(TemplateKey key, Lazy<Task<ClusterTemplate>> template)
    {
        public TemplateKey Key { get; } = key;

        public Lazy<Task<ClusterTemplate>> Template { get; } = template;
    }
}
