using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CleaningEvents.Api.Hosting;

/// <summary>Traces and metrics, sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; logs as JSON outside Development. None holds personal data.</summary>
public static class Telemetry
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            builder.Logging.ClearProviders().AddJsonConsole(x => x.IncludeScopes = true);

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(x => x.AddAspNetCoreInstrumentation().AddNpgsql().AddSource("Marten", "Wolverine"))
            .WithMetrics(x => x.AddAspNetCoreInstrumentation().AddNpgsqlInstrumentation().AddMeter("Marten", "Wolverine*"));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.UseOtlpExporter();
    }
}
