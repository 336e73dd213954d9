"""Imports as tests make them: two short plans, and what people send from the pages of import."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.importing.reading import read_waiting_items
from documents.models import ImportItem
from documents.parsing.pipeline import parse_bytes

PLAN = """济南市人民政府办公室
关于印发济南市智慧水务实施方案的通知
济政办发〔2021〕7号
济南市智慧水务实施方案
一、总体目标
到2023年，全市供水管网漏损率降到8%以下。
二、重点任务
（一）建设水务大数据平台。由市水务局牵头，市大数据局配合，2022年底前完成。
（二）推进智慧水表。更换智慧水表20万只。（责任单位：市水务局）
三、保障措施
（一）加强组织领导。成立领导小组。
济南市人民政府办公室
2021年3月5日
"""
OTHER = PLAN.replace("水务", "环保").replace("〔2021〕7号", "〔2021〕9号").replace("供水管网漏损率", "垃圾回收率")


def signed_in(somebody):
    client = Client()
    client.force_login(somebody)
    return client


def file(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return packed.getvalue()


def send(client, *files, key="a" * 32, **more):
    return client.post(reverse("importing:batches"), {"key": key, "files": list(files), **more})


def read_all():
    return read_waiting_items(parse=parse_bytes)


def items():
    return list(ImportItem.objects.order_by("batch_id", "ordinal"))


def preview(client, number=1, **query):
    return client.get(reverse("importing:item", args=["a" * 32, number]), query)


def act(client, name, number=1, /, **data):
    item = ImportItem.objects.get(batch__key="a" * 32, ordinal=number - 1)
    return client.post(
        reverse(f"importing:{name}", args=["a" * 32, number]), {"revision": item.revision, **data}, follow=True
    )


def describe(client, **said):
    form = preview(client).context["page"].form
    given = {name: form[name].value() or "" for name in form.fields}
    return act(client, "describe", **{**given, **said})
