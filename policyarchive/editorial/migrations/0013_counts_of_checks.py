from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0012_failed_logins"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("count", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
